import { describe, expect, test } from 'vitest';
import { copyOf, fromSource, toSource, Unwritable } from '../../../src/generate/embedded/source-text.ts';

describe('source of a value', () => {
  test.each([
    [1, '1'],
    [-0, '-0'],
    [Number.NaN, 'NaN'],
    [12n, '12n'],
    [undefined, 'undefined'],
    [null, 'null'],
    ['it\'s "so"\n', `'it\\'s "so"\\n'`],
    ['\u2028', "'\\u2028'"],
    ['\u202ea\u001b[2J\u0085', "'\\u202ea\\u001b[2J\\u0085'"],
    [[1, ['a']], "[1, ['a']]"],
    [{}, '{}'],
    [{ a: 1, 'b-c': { d: true } }, "{ a: 1, 'b-c': { d: true } }"],
    [new Map([['a', 1]]), "new Map([['a', 1]])"],
    [new Set([1, 2]), 'new Set([1, 2])'],
    [new Date(0), "new Date('1970-01-01T00:00:00.000Z')"],
    [/a\/b/gi, '/a\\/b/gi'],
  ])('%o is %s, and reads as the same again', (value, source) => {
    expect(toSource(value)).toBe(source);
    expect(fromSource(source)).toEqual(value);
  });

  test('a function is the source that it was made from', () => {
    expect(toSource([fromSource('(a) => a + 1')])).toBe('[(a) => a + 1]');
  });

  test('a member by the name __proto__ stays a member', () => {
    const value = Object.defineProperty({}, '__proto__', { value: 1, enumerable: true });
    expect(Object.keys(fromSource(toSource(value)) as object)).toEqual(['__proto__']);
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);
  test.each([
    ['a symbol', Symbol('a')],
    ['a function from elsewhere', () => 1],
    ['an instance', new (class A {})()],
    ['a cycle', cycle],
    ['a hole', new Array(2)],
    ['a very long text', 'a'.repeat(500)],
  ])('%s cannot be written', (_, value) => {
    expect(() => toSource(value)).toThrow(Unwritable);
  });
});

test('a copy shares nothing but functions', () => {
  const inner = { a: [1], at: new Date(1), all: new Map([['k', [2]]]), some: new Set([3]) };
  const call = () => 1;
  const copy = copyOf({ inner, call });
  expect(copy).toEqual({ inner, call });
  expect(copy.inner).not.toBe(inner);
  expect(copy.inner.all.get('k')).not.toBe(inner.all.get('k'));
  expect(copy.call).toBe(call);
});
