import { expect, test } from 'vitest';
import { instrumentFile } from '../../../src/instrument/instrument.ts';

const functionsIn = async (source: string, file = 'a.tsx') =>
  (await instrumentFile({ file, source, mutators: [], stryker: false })).functions;
const names = async (source: string) => (await functionsIn(source)).map(({ name }) => name);

test.each([
  ['function a() {}', 'a'],
  ['const a = () => {}', 'a'],
  ['const a = function b() {}', 'b'],
  ['const a = (() => {}) as any', 'a'],
  ['const a = b ? () => 1 : c || (() => 2)', 'a', 'a'],
  ['export default () => {}', 'default'],
  ['export default function () {}', 'default'],
  ['a && function () {}', 'anonymous'],
  [
    'class A { b() {} get c() { return 1 } static #d() {} constructor() {} e = () => {}; [f]() {} }',
    'A.b',
    'A.c',
    'A.#d',
    'A.constructor',
    'A.e',
    'A[f]',
  ],
  ['const A = class { b() {} }; export default class { c() {} }', 'A.b', 'default.c'],
  ['const a = { b() {}, c: () => {}, "d-e": { f() {} } }', 'a.b', 'a.c', 'a.d-e.f'],
  ['a = () => {}; a.b.c = function () {}', 'a', 'a.b.c'],
  ['f(() => {}); a.map((b) => b); new Promise((c) => c)', 'f callback', 'map callback', 'Promise callback'],
  ['const a = wrap("x", (b) => b.map((c) => c))', 'a > wrap callback', 'a > wrap callback > map callback'],
  [
    'function a() { function b() {} const c = () => d(() => {}); return () => {} }',
    'a',
    'a > b',
    'a > c',
    'a > c > d callback',
    'a > returned',
  ],
  ['(function () {})(); (() => {})()', 'called at once', 'called at once'],
  ['function a({ b = () => {} }, c = () => {}) {}', 'a', 'a > b', 'a > c'],
  ['const A = () => <b onClick={() => {}}>{() => 1}</b>', 'A', 'A > onClick', 'A > child'],
  [
    'declare function a(): void; abstract class B { abstract c(): void; d?(): void } function e(): void; function e(f?: any) {}',
    'e',
  ],
])('the functions of %s are called', async (source, ...expected) => {
  expect(await names(source)).toEqual(expected);
});

test('a function has an id that stays when it moves, and a place', async () => {
  const [before] = await functionsIn('function a() {}');
  const [, after] = await functionsIn('const b = () => {};\n\n  function a() {}');
  expect(after?.id).toBe(before?.id);
  expect(after?.location).toEqual({ start: { line: 3, column: 3 }, end: { line: 3, column: 18 } });
});

test('functions of one name have different ids', async () => {
  const all = await functionsIn('f(() => 1); f(() => 2)');
  expect(new Set(all.map(({ id }) => id)).size).toBe(2);
});
