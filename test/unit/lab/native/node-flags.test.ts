import { expect, test } from 'vitest';
import { readNodeFlags } from '../../../../src/lab/native/node-flags.ts';

test('what Node loads first is taken out of its flags, in its order', () => {
  expect(
    readNodeFlags(['--import=tsx', '--enable-source-maps', '-r', './a.js', '--loader', 'ts-node/esm']),
  ).toEqual({
    preloads: [
      { by: 'import', module: 'tsx' },
      { by: 'require', module: './a.js' },
      { by: 'loader', module: 'ts-node/esm' },
    ],
    rest: ['--enable-source-maps'],
  });
});
