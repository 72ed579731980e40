import { expect, test } from 'vitest';
import { importsIn, specifiersIn } from '../../../src/model/specifiers.ts';

test.each([
  ["import './a';", ['./a']],
  ["import a, { b } from './a';", ['./a']],
  ["import {\n  a,\n} from '../a.js'", ['../a.js']],
  ['export * from "./a";export { b } from \'./b\'', ['./a', './b']],
  ["const a = await import('./a');", ['./a']],
  ["const a = await import(/* @vite-ignore */ './a');", ['./a']],
  ["const a = require('./a'), b = require.resolve('./b');", ['./a', './b']],
  ["new Worker(new URL('./w.ts', import.meta.url))", ['./w.ts']],
  ["vi.mock('./a', () => ({})); vi.doMock(import('./b'))", ['./a', './b']],
  ["await vi.importActual<typeof import('./a')>('./a')", ['./a']],
  ["import a from './a?raw'; import './a?b'", ['./a']],
  ['const from = "a"; import(`./${name}`)', []],
])('modules named in %s', (text, names) => {
  expect(specifiersIn(text)).toEqual(names);
});

test.each([
  ["import './a'; import b from './b'; export * from './c';", ['./a', './b', './c']],
  ["await import('./a'); require('./b')", ['./a', './b']],
  ["vi.mock('./a'); vi.mock(import('./b'), () => vi.importActual('./c'))", ['./b', './c']],
  ["new URL('./w.ts', import.meta.url); require.resolve('./x')", []],
])('modules imported in %s', (text, names) => {
  expect(importsIn(text)).toEqual(names);
});
