import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { install, plainOf, type SeenCall } from '../../../src/generate/embedded/recorder.ts';
import { fromRecorded, toSource, Unwritable } from '../../../src/generate/embedded/source-text.ts';
import { isClosed } from '../../../src/generate/targets/closed-source.ts';

function recorded(run: (record: (...call: unknown[]) => void) => void): SeenCall[] {
  const folder = mkdtempSync(join(tmpdir(), 'realcov-recorder-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  onTestFinished(() => void Reflect.deleteProperty(globalThis, '__rcr'));
  install(folder);
  run(Reflect.get(globalThis, '__rcr') as (...call: unknown[]) => void);
  const text = readFileSync(join(folder, `${process.pid}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SeenCall);
}

test('distinct calls are noted, up to fifty, without what is left out at the end', () => {
  const calls = recorded((record) => {
    record('f', [1, undefined]);
    record('f', [1]);
    record('f', [undefined, { a: [1] }]);
    for (let count = 0; count < 100; count++) record('g', [count]);
  });
  expect(calls.slice(0, 2)).toEqual([
    { id: 'f', args: ['1'] },
    { id: 'f', args: ['undefined', '{ a: [1] }'] },
  ]);
  expect(calls.filter(({ id }) => id === 'g')).toHaveLength(50);
});

test('of an instance: what it was made from, and the calls before', () => {
  const [one, other] = [{}, {}];
  const calls = recorded((record) => {
    record('new', ['x'], one, true);
    record('add', [1], one);
    record('add', [2], one);
    record('add', [3], other);
  });
  const made = ["'x'"];
  expect(calls).toEqual([
    { id: 'new', args: made },
    { id: 'add', args: ['1'], made },
    { id: 'add', args: ['2'], made, before: [{ id: 'add', args: ['1'] }] },
    { id: 'add', args: ['3'] },
  ]);
});

test('nothing is run, thrown or changed by it', () => {
  let asked = 0;
  const hasGetter = {
    get a() {
      return asked++;
    },
  };
  const trap = () => {
    throw new Error('it was looked into');
  };
  const proxy = new Proxy(
    {},
    { get: trap, ownKeys: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap },
  );
  const cycle: unknown[] = [];
  cycle.push(cycle);
  const bad = [
    hasGetter,
    [hasGetter],
    proxy,
    { proxy },
    cycle,
    new (class A {})(),
    Symbol('a'),
    new Array(60),
    new Array(2),
  ];
  const calls = recorded((record) => {
    for (const each of [...bad, 'good']) record('f', [each]);
  });
  expect(calls).toEqual([{ id: 'f', args: ["'good'"] }]);
  expect(asked).toBe(0);
});

test.each<[unknown, string]>([
  [new Map([[{ a: 1 }, new Set([2])]]), 'new Map([[{ a: 1 }, new Set([2])]])'],
  [[new Date(0), /a/g], "[new Date('1970-01-01T00:00:00.000Z'), /a/g]"],
  [new URL('x:y'), "new URL('x:y')"],
  [{ f: vi.fn() }, '{ f: __fn("() => {}") }'],
  [(a: number) => a + 1, '__fn("(a) => a + 1")'],
])('%o is written as %s, and is read again', (value, source) => {
  expect(toSource(plainOf(value, 0))).toBe(source);
  expect(toSource(fromRecorded(source))).toBe(source.replace(/__fn\("(.*?)"\)/, '$1'));
});

test('what is too large is left', () => {
  expect(() =>
    plainOf(
      Array.from({ length: 51 }, () => 1),
      0,
    ),
  ).toThrow(Unwritable);
  expect(() => plainOf({ [Symbol('a')]: 1 }, 0)).toThrow(Unwritable);
});

test.each([
  ['{ a: __fn("(a, { b }) => Math.max(a, b)") }', true],
  ['__fn("function (a) { const c = a; return c.d; }")', true],
  ['__fn("(a) => ({ a, b: a })")', true],
  ['__fn("(a) => outer(a)")', false],
  ['__fn("() => __vi_import_0__.x")', false],
  ['__fn("() => this.a")', false],
  ['__fn("(a) => ({ outer })")', false],
  ['__fn("() => import(\'x\')")', false],
  ['__fn("class {}")', false],
  ['__fn("method() { return 1; }")', false],
  ['__fn("a); (b")', false],
])('whether %s uses nothing from elsewhere: %s', (source, expected) => {
  expect(isClosed(source)).toBe(expected);
});
