import { describe, expect, test } from 'vitest';
import { isSelfContained } from '../../../src/theater/self-contained.ts';
import { readTestFile } from '../../../src/theater/test-file.ts';

/** Of the test that is named `it`. */
function isOwn(source: string, file = 'a.test.tsx'): boolean {
  const text = readTestFile(source, file)!;
  const call = text.calls.find(
    ({
      node: {
        arguments: [name],
      },
    }) => name?.type === 'StringLiteral' && name.value === 'it',
  );
  return isSelfContained(call!, text);
}

test('mocks outside of a test only matter where it asks for their calls', () => {
  const source = `vi.mock('./store.ts', () => ({ useStore: () => ({ size: 1 }), save: vi.fn() }));
test('it', async () => { const { useStore } = await import('./store.ts'); expect(useStore().size).toBe(1); });`;
  const own = (text: string, asksMocks: boolean) => {
    const file = readTestFile(text, 'a.test.ts')!;
    return isSelfContained(file.callAt(text.split('\n').length)!, file, asksMocks);
  };
  expect(own(source, false)).toBe(true);
  expect(own(source, true)).toBe(false);
  expect(own(source.replace('useStore().size', 'useStore.mock.calls.length'), false)).toBe(false);
  expect(own(source.replace("import('./store.ts')", "import('./other.ts')"), false)).toBe(false);
});

const imports = `import { expect, test, vi } from 'vitest';\nimport { price, type Item } from '../src/price.ts';\n`;

describe('only the text of its own file has a part in a test', () => {
  test.each([
    ['constants', `test('it', () => { expect(true).toBe(true); });`],
    ['a value that it wrote', `test('it', () => { const item: Item = { a: 1 }; expect(item.a).toBe(1); });`],
    ['the language', `test('it', () => { expect(Math.max(1, JSON.parse('2'))).toBe(2); });`],
    [
      'a copy of the code in its file',
      `function copy(a: number) { return a * 2; }\ntest('it', () => { expect(copy(2)).toBe(4); });`,
    ],
    [
      'a class of its file',
      `class Fake { get() { return 1; } }\ntest('it', () => { expect(new Fake().get()).toBe(1); });`,
    ],
    ['a mock of its own', `test('it', () => { const get = vi.fn(() => 1); expect(get()).toBe(1); });`],
    [
      'a value of its suite',
      `describe('s', () => { const size = 3; test('it', () => { expect(size * 2).toBe(6); }); });`,
    ],
    [
      'a variable that a hook sets',
      `let list: number[];\nbeforeEach(() => { list = [1]; });\ntest('it', () => { expect(list).toEqual([1]); });`,
    ],
    [
      'an environment that it wrote',
      `test('it', () => { process.env.MODE = 'a'; expect(process.env.MODE).toBe('a'); });`,
    ],
    [
      'a global that it replaced',
      `test('it', async () => { global.fetch = vi.fn(async () => 1); expect(await fetch('/')).toBe(1); });`,
    ],
    [
      'a stubbed global',
      `test('it', async () => { vi.stubGlobal('fetch', vi.fn(async () => 1)); expect(await fetch('/')).toBe(1); });`,
    ],
    [
      'a spied console',
      `test('it', () => { const log = vi.spyOn(console, 'log'); console.log(1); expect(log).toHaveBeenCalled(); });`,
    ],
    [
      'a name of another scope that is imported nowhere',
      `test('other', () => { const total = price(1); expect(total).toBe(1); });\ntest('it', () => { const total = 1; expect(total).toBe(1); });`,
    ],
    [
      'a table of its own',
      `describe.each([{ a: 1 }])('s', ({ a }) => { test('it', () => { expect(a).toBe(1); }); });`,
    ],
    [
      'a module that its file replaces',
      `import { get } from './get.ts';\nvi.mock('./get.ts', () => ({ get: () => 1 }));\ntest('it', () => { expect(get()).toBe(1); });`,
    ],
    [
      'a table that its helper reads, and another test hands over',
      `const rates = { a: 2 };\nfunction rate(name: 'a') { return rates[name]; }\ntest('other', () => { expect(price(rates)).toBe(1); });\ntest('it', () => { expect(rate('a')).toBe(2); });`,
    ],
    [
      'a fake of its file',
      `function fake() { const said: string[] = []; return { said, say: (text: string) => said.push(text) }; }\ntest('it', () => { const io = fake(); io.say('a'); expect(io.said).toEqual(['a']); });`,
    ],
    ['a type alone', `test('it', () => { const items = [] as Item[]; expect(items).toHaveLength(0); });`],
    [
      'a hook that has nothing to do with it',
      `beforeEach(() => { price(1); });\ntest('it', () => { expect(1 + 1).toBe(2); });`,
    ],
  ])('%s', (_, source) => {
    expect(isOwn(imports + source)).toBe(true);
  });
});

describe('something else may have a part in it', () => {
  test.each([
    ['what it imports', `test('it', () => { expect(price(1)).toBe(1); });`],
    [
      'in a helper of its file',
      `const twice = (a: number) => price(a) * 2;\ntest('it', () => { expect(twice(1)).toBe(2); });`,
    ],
    [
      'in a hook',
      `let total = 0;\nbeforeEach(() => { total = price(1); });\ntest('it', () => { expect(total).toBe(1); });`,
    ],
    [
      'into a list of its file',
      `const totals: number[] = [];\nbeforeAll(() => { totals.push(price(1)); });\ntest('it', () => { expect(totals).toEqual([1]); });`,
    ],
    [
      'in a test before it',
      `let total = 0;\ntest('other', () => { total = price(1); });\ntest('it', () => { expect(total).toBe(1); });`,
    ],
    ['in a default', `function f(a = price) { return a(1); }\ntest('it', () => { expect(f()).toBe(1); });`],
    [
      'a class that extends it',
      `class Mine extends price {}\ntest('it', () => { expect(new Mine().a).toBe(1); });`,
    ],
    [
      'a table of a suite',
      `describe.each([{ fn: price }])('s', ({ fn }) => { test('it', () => { expect(fn(1)).toBe(1); }); });`,
    ],
    ['its own table', `test.each([price])('it', (fn) => { expect(fn(1)).toBe(1); });`],
    [
      'taken apart in a hook',
      `let total = 0;\nbeforeEach(() => { ({ total } = price(1)); });\ntest('it', () => { expect(total).toBe(1); });`,
    ],
    [
      'taken apart as a list in a hook',
      `let total = 0;\nbeforeEach(() => { [total] = price(1); });\ntest('it', () => { expect(total).toBe(1); });`,
    ],
    [
      'a loop over what it imports',
      `for (const fn of [price]) test('it', () => { expect(fn(1)).toBe(1); });`,
    ],
    [
      'each of what it imports',
      `[price].forEach((fn) => { test('it', () => { expect(fn(1)).toBe(1); }); });`,
    ],
    [
      'what a function around it is given',
      `export function suite(fn: Function) { test('it', () => { expect(fn(1)).toBe(1); }); }`,
    ],
    [
      'what a method around it is given',
      `driver({ more(context) { test('it', () => { expect(context.a).toBe(1); }); } });`,
    ],
    [
      'a mock of its file',
      `const listen = vi.fn();\nvi.mock('node:http', () => ({ listen }));\ntest('it', () => { expect(listen).toHaveBeenCalled(); });`,
    ],
    [
      'a spy that a hook has set',
      `let log: any;\nbeforeAll(() => { log = vi.spyOn(console, 'log'); });\ntest('it', () => { expect(log).not.toHaveBeenCalled(); });`,
    ],
    [
      'a mock of a hook',
      `let get: any;\nbeforeEach(() => { get = vi.fn(); });\ntest('it', () => { expect(get).not.toHaveBeenCalled(); });`,
    ],
    [
      'a list that a mocked module fills',
      `const log: string[] = [];\nvi.mock('./log.ts', () => ({ log: (text: string) => log.push(text) }));\ntest('it', () => { expect(log).toEqual(['a']); });`,
    ],
    [
      'a list that another test hands over',
      `const log: string[] = [];\ntest('other', () => { price(log); });\ntest('it', () => { expect(log).toEqual(['a']); });`,
    ],
    [
      'a count that a mocked module keeps',
      `const state = { calls: 0 };\nvi.mock('./log.ts', () => ({ log: () => { state.calls++; } }));\ntest('it', () => { expect(state.calls).toBe(1); });`,
    ],
    ['a runtime of elements', `test('it', () => { expect(String(<b>1</b>)).toBe('<b>1</b>'); });`],
    [
      'a component',
      `test('it', () => { expect(<Price a={1} />).toBeDefined(); });\nimport { Price } from '../src/Price.tsx';`,
    ],
    [
      'what changes the language',
      `import '../src/polyfill.ts';\ntest('it', () => { expect([1].at(-1)).toBe(1); });`,
    ],
    [
      'a package',
      `import { readFileSync } from 'node:fs';\ntest('it', () => { expect(readFileSync('package.json', 'utf8')).toContain('a'); });`,
    ],
    [
      'a module that it loads',
      `test('it', async () => { const { f } = await import('../src/f.ts'); expect(f()).toBe(1); });`,
    ],
    ['a module that is required', `test('it', () => { expect(require('../src/f.ts').f()).toBe(1); });`],
    [
      'the original of a mocked module',
      `import { get } from './get.ts';\nvi.mock('./get.ts', async () => ({ ...(await vi.importActual('./get.ts')) }));\ntest('it', () => { expect(get()).toBe(1); });`,
    ],
    [
      'a mock that gives code',
      `vi.mock('./get.ts', () => ({ get: price }));\nimport { get } from './get.ts';\ntest('it', () => { expect(get(1)).toBe(1); });`,
    ],
    ['a global that somebody has put there', `test('it', () => { expect(globalThis.shop.price).toBe(1); });`],
    ['a name that nobody declares', `test('it', () => { expect(shop.price).toBe(1); });`],
    ['the document', `test('it', () => { expect(document.title).toBe('a'); });`],
    ['the environment', `test('it', () => { expect(process.env.NODE_ENV).toBe('test'); });`],
    ['the time zone', `test('it', () => { expect(new Date().getTimezoneOffset()).toBe(0); });`],
    ['the working directory', `test('it', () => { expect(process.cwd()).toContain('a'); });`],
    ['a matcher that is not known', `test('it', () => { expect('a').toBeAPrice(); });`],
    [
      'a fixture',
      `const it2 = test.extend({ total: async ({}, use) => use(price(1)) });\nit2('it', ({ total }) => { expect(total).toBe(1); });`,
    ],
    [
      'a global that is replaced by code',
      `test('it', () => { vi.stubGlobal('fetch', price); expect(fetch('/')).toBe(1); });`,
    ],
  ])('%s', (_, source) => {
    expect(isOwn(imports + source)).toBe(false);
  });
});
