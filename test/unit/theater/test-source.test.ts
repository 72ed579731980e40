import { describe, expect, test } from 'vitest';
import { readTestFile } from '../../../src/theater/test-file.ts';
import { type TestText, textOfTest } from '../../../src/theater/test-source.ts';

/** What is read of a test with this body, which begins on the second line. */
function read(body: string): TestText | undefined {
  const source = `import { test } from 'vitest';\ntest('it', async () => {\n${body}\n});\n`;
  return textOfTest(readTestFile(source, 'a.test.ts'), 2);
}

describe('the text of a test', () => {
  test.each([
    ['expect(f()).toBe(1);', true],
    ['assert(f() === 1);', true],
    ['expectTypeOf(f).toBeFunction();', true],
    ['result.should.equal(1); f().should.equal(2);', true],
    ['checkPrice(f());', true],
    ['const expected = f();', false],
    ['f(); render(x);', false],
  ])('%s asserts: %s', (body, asserts) => {
    expect(read(body)?.asserts).toBe(asserts);
  });

  test.each([
    ['expect(true).toBe(true);', true],
    ['expect(-1).toBeLessThan(`a`);', true],
    ['const a = f(); expect(a).toEqual(a);', true],
    ['const a = f(); const b = a; expect(a).toBe(b);', true],
    ['expect(a.b).toBe(a.b);', true],
    ['let b = a; expect(a).toBe(b);', false],
    ['expect(f()).toBe(f());', false],
    ['expect(true).toBe(true); expect(f()).toBe(1);', false],
    ['f();', false],
  ])('%s is trivial: %s', (body, trivial) => {
    expect(read(body)?.trivial).toBe(trivial);
  });

  test.each([
    ['expectTypeOf(f()).toBeString();', true],
    ['assertType<string>(f());', true],
    ['// @ts-expect-error no such thing\nf();', true],
    ['type Check = Expect<Equal<A, B>>;', true],
    ['const type = f(); expect(type).toBe(1);', false],
  ])('%s checks types: %s', (body, checksTypes) => {
    expect(read(body)?.checksTypes).toBe(checksTypes);
  });

  test.each([
    ["import { assert, _ } from './spec_ts';", 'assert(f(), _ as Total);', true],
    ["import { assert } from 'tsafe';", 'assert<Equals<typeof total, number>>();', true],
    [
      "import { assert } from 'conditional-type-checks';",
      'assert<IsExact<typeof total, number>>(true);',
      true,
    ],
    ["import { expectAssignable } from 'tsd';", 'expectAssignable<number>(f());', true],
    ["import { assert } from 'vitest';", 'assert(f(), text as string);', false],
    ["import assert from 'node:assert/strict';", 'assert(f(), text as string);', false],
    ["import { assertTotal } from './helpers';", 'assertTotal(f(), 3);', false],
    ["import { assertTotal } from './helpers';", 'assertTotal<Cart>(f());', false],
    ['', 'assert(f(), text as string);', false],
  ])('%s %s checks types: %s', (head, body, checksTypes) => {
    const file = readTestFile(`${head}\ntest('it', () => { ${body} });`, 'a.test.ts');
    expect(textOfTest(file, 2)?.checksTypes).toBe(checksTypes);
  });

  test('it is about types, if its name says so', () => {
    const named = (name: string) =>
      textOfTest(readTestFile(`test('${name}', () => { f(); });`, 'a.test.ts'), 1)?.checksTypes;
    expect(named('should not throw type errors')).toBe(true);
    expect(named('is type-safe')).toBe(true);
    expect(named('gives the content type')).toBe(false);
  });

  test.each([
    ['const list = [1]; f(list); expect(list).toEqual([1]);', true],
    ['const list = new Set(); f(list); expect(list).toEqual(new Set());', true],
    ['const list = [1]; expect(list).toEqual([1]);', false],
    ['const list = f([1]); g(list); expect(list).toEqual([1]);', false],
    ['const list = [1]; expect(f(list)).toEqual([1]);', false],
    ['const list = [1]; expect(f(list)).toBe(1); expect(list).toEqual([1]);', false],
  ])('%s guards its input: %s', (body, guardsInput) => {
    expect(read(body)?.guardsInput).toBe(guardsInput);
  });

  test.each([
    ['try { f(); } catch {}', 'caught'],
    ['try { f(); } catch (error) { expect(error).toBeDefined(); }', 'caught'],
    ['await f().catch(() => {});', 'caught'],
    ['try { f(); } catch (error) { throw new Error("no", { cause: error }); }', undefined],
    ['try { f(); } finally { g(); }', undefined],
    ['expect(f()).resolves.toBe(1);', 'not-awaited'],
    ['f().then((one) => expect(one).toBe(1));', 'not-awaited'],
    ['await expect(f()).resolves.toBe(1);', undefined],
    ['return f().then((one) => expect(one).toBe(1));', undefined],
    ['if (f()) expect(g()).toBe(1);', 'conditional'],
    ['each((item) => { expect(item).toBe(1); });', undefined],
  ])('%s loses a failure: %s', (body, swallows) => {
    expect(read(body)?.swallows).toBe(swallows);
  });

  test.each([
    ['const button = find(); if (button) { click(button); expect(clicked).toBe(true); }', true],
    ['if (result.data && result.ok) { for (const each of result.data) expect(each).toBe(1); }', true],
    ['if (a) { if (b) expect(a).toBe(b); }', true],
    ['expect(a).toBe(1); if (a) expect(b).toBe(1);', false],
    ['if (!a) expect(b).toBe(1);', false],
    ['if (a) f(); else expect(b).toBe(1);', false],
    ['if (a.length > 0) expect(a).toEqual([]);', false],
    ['if (errors) expect(errors).toEqual([]);', false],
    ['if (a) expect.unreachable();', false],
  ])('%s only asserts if something is there: %s', (body, asksIfThere) => {
    expect(read(body)?.asksIfThere).toBe(asksIfThere);
  });
});

test('tests are found by the line on which they are called, tables and suites around them or not', () => {
  const source = [
    "describe('all', () => {",
    '  test.each([',
    '    [1],',
    "  ])('of %i', (n) => {",
    '    f(n);',
    '  });',
    "  test('next', () => { expect(f()).toBe(1); });",
    '});',
  ].join('\n');
  const file = readTestFile(source, 'a.test.js');
  const at = (line: number) => textOfTest(file, line);
  expect(at(2)?.asserts).toBe(false);
  expect(at(4)?.asserts).toBe(false);
  expect(at(7)?.asserts).toBe(true);
});

test.each([
  ['', "await import('./a.ts');", true],
  ["import { b } from './b.ts';", "await import('./a.ts');", true],
  ["import { a } from './a.ts'; a();", "await import('./a.ts');", false],
  ["import './a.ts';", "await import('./a.ts');", false],
  ["import type { A } from './a.ts';", "await import('./a.ts');", true],
  ["import { A } from './a.ts'; function f(a: A) {}", "await import('./a.ts');", true],
  ["test('other', async () => { await import('./a.ts'); });", "await import('./a.ts');", false],
  ["import { a } from './a.ts'; a();", 'await import(name);', true],
  ["import { a } from './a.ts'; beforeEach(() => vi.resetModules());", "await import('./a.ts');", true],
  ['', 'f();', false],
])('%s then a test with %s loads something anew: %s', (above, body, imports) => {
  const source = `${above}\ntest('it', async () => { ${body} });\ntest('later', () => import('./a.ts'));\n`;
  expect(textOfTest(readTestFile(source, 'a.test.ts'), 2)?.imports).toBe(imports);
});

test('comments right above a test say why findings are accepted, by kind', () => {
  const source = [
    '// realcov ignore smoke: it once threw',
    '// realcov ignore hollow:   to be written  ',
    "test('a', () => {});",
    '',
    '// realcov ignore hollow: far away',
    '',
    "test('b', () => {});",
    '// realcov ignore hollow:',
    "test('no reason', () => {});",
  ].join('\n');
  const file = readTestFile(source, 'a.test.js');
  const at = (line: number) => textOfTest(file, line);
  expect([...at(3)!.ignored]).toEqual([
    ['hollow', 'to be written'],
    ['smoke', 'it once threw'],
  ]);
  expect(at(7)!.ignored.size).toBe(0);
  expect(at(9)!.ignored.size).toBe(0);
});

test('a file that does not parse, and a line without a test, say nothing', () => {
  expect(readTestFile('test(', 'a.test.ts')).toBeUndefined();
  expect(textOfTest(undefined, 1)).toBeUndefined();
  expect(textOfTest(readTestFile('f();\n', 'a.test.ts'), 1)).toBeUndefined();
});
