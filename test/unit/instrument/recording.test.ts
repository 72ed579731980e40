import { expect, test } from 'vitest';
import { recordingText } from '../../../src/instrument/recording.ts';

/** Runs the text of a module's body with a recorder, and gives what that was told. */
function toldBy(source: string, run: string): unknown[][] {
  const { code } = recordingText(source, 'a.js', (offset) => source.slice(offset, offset + 12).trim());
  const told: unknown[][] = [];
  Reflect.set(globalThis, '__rcr', (id: string, given: ArrayLike<unknown>, ...more: unknown[]) =>
    told.push([id.split(/[ ({]/)[0], Array.from(given), ...more]),
  );
  try {
    new Function(`'use strict';\n${code}\n${run}`)();
  } finally {
    Reflect.deleteProperty(globalThis, '__rcr');
  }
  return told;
}

test.each<[string, string, unknown[][]]>([
  [
    'function one(a, { b } = {}, ...c) { return a }',
    'one(1, { b: 2 }, 3)',
    [['function', [1, { b: 2 }, 3], undefined]],
  ],
  ['const f = (a, b = 2, ...c) => ({ a })', 'f(1)', [['', [1, 2], undefined]]],
  ['const f = ({ a }) => a', 'f({ a: 1 })', []],
  ['function one() { "use strict"\nreturn 1 }', 'one()', [['function', [], undefined]]],
  ['function* one(a) { yield a }', 'one(1).next()', [['function*', [1], undefined]]],
])('%s tells what it is called with', (source, run, expected) => {
  expect(toldBy(source, run).map(([id, ...rest]) => [id, ...rest])).toEqual(expected);
});

test('of a class the instance is told too, and whether it is new; not where it is not there yet', () => {
  const source =
    'class A { constructor(a) {} go(b) {} later = (c) => c; static of(d) {} }\nclass B extends A { constructor(e) { super(e); } }';
  const told = toldBy(source, 'const b = new B(1); b.go(2); b.later(3); A.of(4);');
  expect(told.map(([, given, , isNew]) => [given, isNew])).toEqual([
    [[1], true],
    [[2], undefined],
    [[3], undefined],
    [[4], undefined],
  ]);
  const [instance] = told.map(([, , self]) => self);
  expect(told.slice(1, 3).map(([, , self]) => self === instance)).toEqual([true, true]);
});

test('without a recorder the text does what it did', () => {
  const { code, map } = recordingText('const f = (a) => a + 1;\nreturn f(1);', 'a.js', () => 'f');
  expect(new Function(code)()).toBe(2);
  expect(JSON.parse(map).sources).toEqual(['a.js']);
});
