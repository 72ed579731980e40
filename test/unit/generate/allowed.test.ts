import { describe, expect, test } from 'vitest';
import { refusalOf } from '../../../src/generate/allowed/index.ts';

const refused = (body: string, imports = ['add', 'Cart', 'load', 'settings', 'identity']) =>
  refusalOf({ text: `test('a', async () => {\n${body}\n});`, suite: 'add', imports, file: 'a.test.ts' });

describe('a test may hold what tests are made of', () => {
  test.each([
    'expect(add(1, 2)).toBe(3);',
    'const order = { process: 1, module: 2 };\nexpect(add(order.process, order.module)).toBe(3);',
    "expect(add('constructors', [1][0])).toBe(3);",
    'const items = [1, 2];\nfor (const [index, item] of items.entries()) expect(add(items[index], 0)).toBe(item);',
    'vi.useFakeTimers();\nexpect(add(1, 2)).toBe(3);',
    'expect(() => add(-1, 0)).toThrow(RangeError);',
    "expect(() => add(-1, 0)).toThrow(new RangeError('negative'));",
    'expect(() => add(-1, 0)).toThrowError(/neg/);',
    'await expect(load(1)).resolves.toEqual({ id: 1, name: `item ${1}` });',
    "await expect(load(-1)).rejects.toThrow('no such');",
    'await expect(async () => load(-1)).rejects.not.toBeInstanceOf(TypeError);',
    'const cart = new Cart();\ncart.add({ sku: "a", price: 1.5 });\nexpect(cart.items[0]?.price).toBeCloseTo(1.5, 5);',
    "const cart = new Cart();\ncart.discount = 0.1;\ncart['total'];\nexpect(cart.total).toBe(0);",
    'const tell = vi.fn();\nadd([1], tell);\nexpect(tell).toHaveBeenCalledWith(1, expect.any(Number));',
    'const tell = vi.fn((x: number) => x * 2);\nadd([1], tell);\nexpect(tell.mock.calls[0]![0]).toBe(1);',
    'const tell = vi.fn<(x: number) => void>().mockReturnValueOnce(1).mockResolvedValue(2);\nexpect(add(1, tell)).toBe(2);',
    "const spy = vi.spyOn(Math, 'random').mockReturnValue(0.5);\nexpect(add(1)).toBe(1);\nspy.mockRestore();",
    "vi.spyOn(console, 'error').mockImplementation(() => {});\nexpect(add(1)).toBe(1);",
    "vi.spyOn(settings, 'get').mockReturnValue('x');\nexpect(add(1)).toBe(1);",
    "vi.setSystemTime(new Date('2024-01-15T00:00:00Z'));\nexpect(add(new Date(), Date.now())).toEqual(new Date(0));",
    'const rows: Array<{ a: number }> = [{ a: 1 }, { a: 2 }];\nexpect(add(rows as any)).toStrictEqual([...rows].reverse());',
    'const [first, ...rest] = add([1, 2, 3]);\nexpect(first).toBe(1);\nexpect(rest).toHaveLength(2);',
    "const { total, lines: [line], 'x-y': z = 1 } = add({});\nexpect([total, line, z]).toEqual([1, 2, 3]);",
    'let calls = 0;\nadd(() => { calls += 1; });\ncalls++;\nexpect(calls).toBe(2);',
    'const cases = [[1, 2], [3, 4]] as const;\nfor (const [given, wanted] of cases) expect(add(given)).toBe(wanted);',
    'const cases = [1, 2];\ncases.forEach((each, i) => expect(add(each)).toBe(cases[i]! + 1));',
    'const out = add(3);\nfor (let i = 0; i < out.length; i++) expect(out[i]).toBe(out[i + 1]);\nexpect(out[out.length - 1]).toBe(1);',
    "expect(JSON.parse(add({ a: 1 }))).toEqual({ a: 1 });\nexpect(JSON.stringify(add(1))).toBe('{}');",
    "expect(Object.keys(add({})).sort()).toEqual(['a', 'b']);\nexpect(Object.fromEntries(add())).toEqual({});",
    'expect(add(1)).toMatchObject({ at: expect.objectContaining({ day: expect.stringMatching(/^\\d+$/) }) });',
    "expect(add(1)).toHaveProperty('a.b[0]', 1);\nexpect(add(1)).not.toHaveProperty(['a', 'c']);",
    "expect(add(new Map([['a', new Set([1n])]]))).toEqual(new Map());",
    'const clone = structuredClone(settings);\nexpect(add(clone)).toEqual({ ...clone, ...Object.assign({}, clone, { a: 1 }) });',
    "expect(['1', '2'].map(Number)).toEqual(add('12'));\nexpect(add(' ').split(',').filter(Boolean)).toEqual([]);",
    'const twice = async (x: number): Promise<number> => (x > 1 ? x * 2 : -x);\nexpect(await add(twice)).toBe(2);',
    'function helper(x: number) {\n  if (x > 1) return x;\n  throw new Error(`not ${x}`);\n}\nexpect(add(helper)).toBe(1);',
    'const store = { get(key: string) { return key; }, size: 1 };\nexpect(add(store)).toBe(1);\nstore.size = 2;',
    'const list = { [Symbol.iterator]: () => [1].values() };\nexpect(add(list)).toEqual([1]);',
    'const all = await Promise.all([load(1), load(2)]);\nexpect(all.every((each) => each instanceof Date)).toBe(true);',
    'await new Promise((resolve) => setTimeout(resolve, 10));\nawait vi.advanceTimersByTimeAsync(100);\nexpect(add()).toBe(1);',
    "const text = 'a'.repeat(3) + String.fromCodePoint(97) + Number.MAX_SAFE_INTEGER;\nexpect(add(text)).toBe(`${text}!`);",
    "const error = await load(1).catch((reason: unknown) => reason);\nexpect(error).toBeInstanceOf(Error);\nexpect((error as Error).message).toBe('x');",
    'const url = new URL("https://a.example/b?c=1");\nexpect(add(url, new URLSearchParams({ c: "1" }))).toBe(url.href);',
    'const bytes = new Uint8Array([1, 2]);\nbytes[0] = 3;\nexpect(add(bytes, Buffer.from("a"), new TextEncoder().encode("a"))).toEqual(Uint8Array.from([1]));',
    "const store = identity();\nexpect(store.getState().apply(1).call).toBe(add.bind(null)(1));\nexpect(add.satisfies('1', '^1')).toBe(store.extend({ on: store.getSnapshot() }));",
    'expect.assertions(1);\nexpect(add(1)).to.deep.equal({ a: 1 });\nexpect(add(1)).to.be.true;',
    '// Adds 1 and 2: issue #7.\nexpect(add(1, /* none */ 2)).toBe(3);\n/* what follows is the rest */',
    'const wrapped = add(TypeError, String);\nexpect(wrapped).toBe(Number.isInteger(1) ? undefined : null);',
    'type Row = { a: number };\ninterface Other { b: Row }\nconst row = { a: 1 } satisfies Row;\nexpect(add(row!)).toBe(1);',
    'let seen: string[] = [];\nadd((word: string) => seen.push(word));\n[seen] = [[...seen, "a"]];\nexpect(seen).toEqual(["a"]);',
    'const items = [3, 1];\nitems.length = 1;\nitems[0] = 2;\nadd(items);\nexpect(items).toEqual([2]);\ndelete (items as any)[0];',
  ])('%s', (body) => {
    expect(refused(body)).toBeUndefined();
  });

  test('characters of any language, and all others as escapes', () => {
    expect(
      refused("\r\n\texpect(add('שלום 日本 👨‍👩‍👧 é', '\\u202e\\x1b')).toBe('\\u2028');\r\n"),
    ).toBeUndefined();
  });

  test('a default export goes by the name of its function', () => {
    const text = "test('a', () => {\n  expect(add(1)).toBe(1);\n});";
    expect(refusalOf({ text, suite: 'add.inner', imports: ['default'], file: 'a.test.ts' })).toBeUndefined();
  });
});

test('a test is read in the language of its file', () => {
  const text = "test('a', () => {\n  expect(add<number>(1)).toBe(1);\n});";
  const about = { text, suite: 'add', imports: ['add'] };
  expect(refusalOf({ ...about, file: 'a.test.ts' })).toBeUndefined();
  // Where there are no types, these are comparisons.
  expect(refusalOf({ ...about, file: 'a.test.js' })).toBe(
    'it touches number, which tests may not use (line 1)',
  );
});

describe('a test may not hold', () => {
  const dynamic = 'it looks up a name that is only known when it runs (line 1)';
  test.each([
    // Ways out of it.
    ["process.getBuiltinModule('fs').rmSync('/')", 'it touches getBuiltinModule (line 1)'],
    ['expect(process.env.HOME).toBe(add());', 'it touches process, which tests may not use (line 1)'],
    ['globalThis.x = 1', 'it sets x of globalThis, which is not its own (line 1)'],
    ['add(globalThis)', 'it touches globalThis, which tests may not use (line 1)'],
    ['expect(1).toBe(1);\nconst all = self;', 'it touches self, which tests may not use (line 2)'],
    ["await import('node:fs')", 'it imports something (line 1)'],
    ["require('fs')", 'it imports something (line 1)'],
    ['import.meta.url', 'it imports something (line 1)'],
    ["let a: import('../secret').Key;", 'it imports something (line 1)'],
    ["await fetch('http://a')", 'it touches fetch, which tests may not use (line 1)'],
    ["eval('1')", 'it touches eval, which tests may not use (line 1)'],
    ["document.querySelector('script')", 'it touches document, which tests may not use (line 1)'],
    ["Reflect.get(add, 'a')", 'it touches Reflect, which tests may not use (line 1)'],
    ['new Proxy(add, {})', 'it touches Proxy, which tests may not use (line 1)'],
    ['new WebAssembly.Module(add)', 'it touches WebAssembly, which tests may not use (line 1)'],
    ["new Function('1')", "it touches Function: expect(…).toBeTypeOf('function') needs no name (line 1)"],
    [
      'Object.values(expect.any(Function))',
      "it touches Function: expect(…).toBeTypeOf('function') needs no name (line 1)",
    ],
    // To what made a value.
    ["add.constructor('return 1')()", 'it touches constructor (line 1)'],
    ["add['constructor']('return 1')()", 'it touches constructor (line 1)'],
    ["(() => {})['con' + 'structor']('return 1')()", dynamic],
    [
      "const key = ['con', 'structor'].join('');\nadd[key]('return 1')();",
      'it looks up a name that is only known when it runs (line 2)',
    ],
    ['add[`constructor`]', dynamic],
    ["add?.['con'.concat('structor')]", dynamic],
    ['const { constructor: Make } = () => 0;', 'it touches constructor (line 1)'],
    [
      "const { ['con' + 'structor']: Make } = () => 0;",
      'it has a key that is only known when it runs (line 1)',
    ],
    ['(({ constructor: Make }) => Make)(add);', 'it touches constructor (line 1)'],
    ['let Make;\n({ constructor: Make } = add);', 'it touches constructor (line 2)'],
    ['const name = `constructor`;', 'it touches constructor (line 1)'],
    ["identity(add, 'con' + 'structor')", 'it touches constructor (line 1)'],
    ["identity(add, 'a.constructor.prototype')", 'it touches constructor (line 1)'],
    ['identity(\'{"__proto__": {"a": 1}}\')', 'it touches __proto__ (line 1)'],
    [
      'Object.getOwnPropertyDescriptors((class {}).prototype)',
      'it touches getOwnPropertyDescriptors (line 1)',
    ],
    [
      "Object.getOwnPropertyDescriptor(add.prototype, 'constructor').value",
      'it touches getOwnPropertyDescriptor (line 1)',
    ],
    ['Object.getPrototypeOf(add)', 'it touches getPrototypeOf (line 1)'],
    ['add.__proto__', 'it touches __proto__ (line 1)'],
    ["add.__lookupGetter__('a')", 'it touches __lookupGetter__ (line 1)'],
    ['add.caller', 'it touches caller (line 1)'],
    ["vi.spyOn(add, 'constructor')", 'it touches constructor (line 1)'],
    [
      "vi.spyOn(add, ['con', 'structor'].join('') as any)",
      'it spies on a name that is only known when it runs (line 1)',
    ],
    ['(vi as any).spyOn(add, add())', 'it spies on a name that is only known when it runs (line 1)'],
    [
      "expect(add).toHaveProperty(['con', 'structor'].join(''), 1)",
      'it gives toHaveProperty a name that is only known when it runs (line 1)',
    ],
    [
      'expect(add).toHaveProperty(add(), 1)',
      'it gives toHaveProperty a name that is only known when it runs (line 1)',
    ],
    ["const e = expect(add);\ne.toHaveProperty('a');", 'it keeps what expect(…) gives (line 1)'],
    [
      'expect(add).toEqual({ asymmetricMatch: (value: any) => value })',
      'it touches asymmetricMatch (line 1)',
    ],
    [
      'expect(add).toSatisfy((value: any) => value)',
      'it uses an assertion that is not known: toSatisfy (line 1)',
    ],
    [
      "const items = ['constructor'];\nfor (const item of items) add[item];",
      'it touches constructor (line 1)',
    ],
    ['for (const key in add({})) add[key];', dynamic],
    ['const i = add();\nadd[i];', 'it looks up a name that is only known when it runs (line 2)'],
    ["let i = 0;\ni += 'a' as any;\nadd[i];", 'it looks up a name that is only known when it runs (line 3)'],
    ['let i = 0;\ni = add();\nadd[i];', 'it looks up a name that is only known when it runs (line 3)'],
    [
      'let i = 0;\n(i as any) = add();\nadd[i];',
      'it looks up a name that is only known when it runs (line 3)',
    ],
    [
      'let i = 0;\n(i satisfies any) += add();\nadd[i];',
      'it looks up a name that is only known when it runs (line 3)',
    ],
    [
      'let i = 0;\n[(i as any)] = [add()];\nadd[i];',
      'it looks up a name that is only known when it runs (line 3)',
    ],
    [
      'let i = 0;\n[...i!] = [add()];\nadd[i];',
      'it looks up a name that is only known when it runs (line 3)',
    ],
    [
      'let i = 0;\n({ a: <any>i } = add());\nadd[i];',
      'it looks up a name that is only known when it runs (line 3)',
    ],
    [
      'let i = 0;\nfor ((i as any) of [add()]) add[i];',
      'it looks up a name that is only known when it runs (line 2)',
    ],
    ['let i = 0;\nfor (i! in add()) add[i];', 'it looks up a name that is only known when it runs (line 2)'],
    [
      '[1].map(function again(_, i) {\n  return i === 0 ? again(1, add()) : add[i];\n});',
      'it looks up a name that is only known when it runs (line 2)',
    ],
    [
      'const list = { entries: add };\nfor (const [i] of list.entries()) add[i];',
      'it looks up a name that is only known when it runs (line 2)',
    ],
    ["const list = [1];\nvi.spyOn(list, 'entries');", 'it spies on entries of an array (line 2)'],
    [
      'const list = [1];\n(list as any).entries = add;',
      "it sets entries, a name of the language's own objects (line 2)",
    ],
    // What is not its own.
    ['Array.prototype.map = add', 'it sets map of Array, which is not its own (line 1)'],
    ['const { prototype } = Array;', 'it touches prototype (line 1)'],
    [
      'const all = identity(Array);\nall.prototype.map = add;',
      "it sets map, a name of the language's own objects (line 2)",
    ],
    [
      'Error.prepareStackTrace = (_, sites) => sites',
      'it sets prepareStackTrace of Error, which is not its own (line 1)',
    ],
    ['Error.captureStackTrace(add)', 'it touches captureStackTrace (line 1)'],
    ['Math.random = () => 0', 'it sets random of Math, which is not its own (line 1)'],
    ['expect(Math.random()).toBeLessThan(0.9)', 'it takes a number by chance (line 1)'],
    ['const chance = Math.random;\nadd(chance());', 'it uses Math.random without calling it (line 1)'],
    ['Date.now = () => 0', 'it sets now of Date, which is not its own (line 1)'],
    ['const clock = Date;', 'it uses Date for something that tests do not need (line 1)'],
    ['((clock) => clock.now())(Date)', 'it uses Date for something that tests do not need (line 1)'],
    [
      'const clock = identity(Date);\nclock.now = add;',
      "it sets now, a name of the language's own objects (line 2)",
    ],
    ['settings.debug = true', 'it sets debug of settings, which is not its own (line 1)'],
    ['const mine = settings;\nmine.debug = true', 'it sets debug of mine, which is not its own (line 2)'],
    [
      'let mine = {};\nmine = settings;\nmine.debug = true',
      'it sets debug of mine, which is not its own (line 3)',
    ],
    ['const { inner } = settings;\ninner.debug++', 'it sets debug of inner, which is not its own (line 2)'],
    [
      'Object.assign(settings, { debug: true })',
      'it writes with Object.assign into something that is not a new object (line 1)',
    ],
    ['const put = Object.assign;', 'it uses Object.assign without calling it (line 1)'],
    ["Object.defineProperty(add, 'a', {})", 'it touches defineProperty (line 1)'],
    ['Object.setPrototypeOf(add, null)', 'it touches setPrototypeOf (line 1)'],
    ['delete settings.debug', 'it sets debug of settings, which is not its own (line 1)'],
    ['for (settings.a of [1]) add();', 'it sets a of settings, which is not its own (line 1)'],
    ['({ a: settings.a } = { a: 1 });', 'it sets a of settings, which is not its own (line 1)'],
    ['other = 1', 'it sets other, which it does not declare (line 1)'],
    ['const add = () => 3;\nexpect(add()).toBe(3);', 'it gives add another meaning'],
    ['const expect = (x: any) => x;', 'it gives expect another meaning'],
    ['((Math) => 1)(1)', 'it gives Math another meaning'],
    ["JSON.parse('{}')", 'it uses JSON.parse outside of expect(JSON.parse(…)) (line 1)'],
    ["add(JSON['parse'](add()))", 'it uses JSON.parse outside of expect(JSON.parse(…)) (line 1)'],
    [
      'add(Object.fromEntries([]))',
      'it uses Object.fromEntries outside of expect(Object.fromEntries(…)) (line 1)',
    ],
    ['Object.create(add)', 'it makes an object with Object.create from more than null (line 1)'],
    [
      'const element = identity();\nelement.innerHTML = \'<img onerror="1">\';',
      'it sets innerHTML, which may be run (line 2)',
    ],
    ["identity().setAttribute('onclick', '1')", 'it touches setAttribute (line 1)'],
    ['identity().ownerDocument', 'it touches ownerDocument (line 1)'],
    ['identity().parentNode', 'it touches parentNode (line 1)'],
    ['identity().getRootNode()', 'it touches getRootNode (line 1)'],
    ["identity().createElement('script')", 'it touches createElement (line 1)'],
    ['vi.fn().mockReturnThis()', 'it touches mockReturnThis (line 1)'],
    ['const parse = JSON.parse.bind(JSON);', 'it uses JSON.parse without calling it (line 1)'],
    // What it is tested by.
    ['expect.extend({ toBe: () => ({ pass: true }) })', 'it uses expect for more than assertions (line 1)'],
    ['expect.addEqualityTesters([])', 'it uses expect for more than assertions (line 1)'],
    ['const all = [expect];', 'it uses expect for more than assertions (line 1)'],
    ['const { extend } = expect;', 'it uses expect for more than assertions (line 1)'],
    ["vi.mock('../src/add.ts')", 'it uses vi for more than mocks and timers (line 1)'],
    ["const v = vi;\nawait v.importActual('node:fs')", 'it uses vi for more than mocks and timers (line 1)'],
    ["await vi['importActual']('node:fs')", 'it uses vi for more than mocks and timers (line 1)'],
    ['const { importActual } = vi;', 'it uses vi for more than mocks and timers (line 1)'],
    ["vi.stubGlobal('process', {})", 'it uses vi for more than mocks and timers (line 1)'],
    ["describe('b', () => {})", 'it touches describe, which tests may not use (line 1)'],
    ["test.only('b', () => {})", 'it touches test, which tests may not use (line 1)'],
    [
      "expect(add(1)).toMatchFileSnapshot('../../a')",
      'it keeps a snapshot instead of saying what it expects (line 1)',
    ],
    [
      'expect(add(1)).toMatchInlineSnapshot()',
      'it keeps a snapshot instead of saying what it expects (line 1)',
    ],
    // Syntax that tests do not need.
    ['try { add(1) } catch {}', 'it catches errors: expect(…).toThrow(…) says what is thrown (line 1)'],
    ['add`a`', 'it has a template with a function before it (line 1)'],
    ['const a = { get b() { return 1; } };', 'it has a getter or a setter (line 1)'],
    ['const a = { set b(c: any) {} };', 'it has a getter or a setter (line 1)'],
    ['const a = function* () {};', 'it has a generator (line 1)'],
    ['const a = { async *b() {} };', 'it has a generator (line 1)'],
    ['class A {}', 'it declares a class (line 1)'],
    ['const a = function () { return this; };', 'it uses this (line 1)'],
    ['const a = function () { return arguments; };', 'it uses arguments (line 1)'],
    ['const a = function () { return new.target; };', 'it imports something (line 1)'],
    ['here: for (;;) break here;', 'it has a label (line 1)'],
    ['var a = 1;', 'it declares with var (line 1)'],
    ["'use strict';", 'it has a directive (line 1)'],
    ['debugger;', 'it has a debugger statement (line 1)'],
    ['(0, add)(1);', 'it has several expressions with commas between them (line 1)'],
    ['enum A { B }', 'it declares an enum (line 1)'],
    ['// @vitest-environment jsdom\nexpect(add(1, 2)).toBe(3);', 'it gives orders to tools in a comment'],
    ["add('@vitest-environment ./evil')", 'it gives orders to tools in a comment'],
    ['// @ts-nocheck\nexpect(add(1, 2)).toBe(3);', 'it gives orders to tools in a comment'],
    ['/* eslint-disable */', 'it gives orders to tools in a comment'],
    ['// Stryker disable all', 'it gives orders to tools in a comment'],
    ['//# sourceMappingURL=a', 'it gives orders to tools in a comment'],
    [
      'let i = 0;\nfor ([i] of [add()]) add[i];',
      'it looks up a name that is only known when it runs (line 2)',
    ],
    ['let i = 0;\nfor (i of add()) add[i];', 'it looks up a name that is only known when it runs (line 2)'],
    ['let i = 0;\n({ i } = add());\nadd[i];', 'it looks up a name that is only known when it runs (line 3)'],
    [
      'const list = [1];\nidentity(list, { entries: add });\nfor (const [i] of list.entries()) add[i];',
      'it looks up a name that is only known when it runs (line 3)',
    ],
    [
      'const list = [1];\nconst other = list;\nlist.forEach((each, i) => add[i]);',
      'it looks up a name that is only known when it runs (line 3)',
    ],
    [
      'const make = Intl.NumberFormat;\nmake.supportedLocalesOf = add;',
      'it sets supportedLocalesOf of make, which is not its own (line 2)',
    ],
    ['with (add) add();', 'it does not parse'],
    ['<!-- expect(add()).toBe(1)', 'it does not parse'],
    // More than a test.
    ["}), test.only('b', () => {", 'it is more than the body of one test'],
    ["}, 10_000); test('b', () => {", 'it is more than the body of one test'],
    ['}) && (() => {', 'it is more than the body of one test'],
    ['expect(1).toBe(', 'it does not parse'],
  ])('%s', (body, reason) => {
    expect(refused(body)).toBe(reason);
  });

  test.each(['\u202e', '\u2066', '\u200f', '\u2028', '\u001b[2J', '\u0007', '\r', '\u0085'])(
    'what shows other than it is: %j',
    (character) => {
      const reason = 'it holds a character that hides or turns what is read';
      expect(refused(`// ${character} or not\nexpect(add(1)).toBe(1);`)).toBe(reason);
      expect(refused(`expect(add('${character}')).toBe(1);`)).toBe(reason);
      const text = `test('a${character}b', () => {\n  expect(add(1)).toBe(1);\n});`;
      expect(refusalOf({ text, suite: 'add', imports: ['add'], file: 'a.test.ts' })).toBe(reason);
    },
  );

  test('what does without the module', () => {
    expect(refused('expect(1).toBe(1);', [])).toBe('it uses nothing of the module of add');
  });

  test('a directive in the sentence that it names', () => {
    const text = "test('a', () => {\n  expect(add(1)).toBe(1);\n});";
    expect(
      refusalOf({
        text,
        suite: 'add',
        imports: ['add'],
        clause: '@vitest-environment jsdom',
        file: 'a.test.ts',
      }),
    ).toBe('it gives orders to tools in a comment');
  });
});
