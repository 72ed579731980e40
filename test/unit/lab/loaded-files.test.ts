import { expect, test } from 'vitest';
import { anyFile } from '../../../src/lab/protocol.ts';
import { fileOf } from '../../../src/lab/vitest/worker/loaded-files.ts';

test.each([
  ['/p/src/a.ts', 'src/a.ts'],
  ['/p/src/a.ts?raw', 'src/a.ts'],
  ['mock:/p/src/a.ts', 'src/a.ts'],
  ['file:///p/src/a%20b.ts', 'src/a b.ts'],
  ['/other/c.ts', '../other/c.ts'],
  ['/p/node_modules/zod/index.js', undefined],
  ['node:fs', undefined],
  ['http', undefined],
  ['\0virtual:pages', anyFile],
  ['virtual:pages', anyFile],
])('the module %s is the file %s', (id, file) => {
  expect(fileOf(id, '/p')).toBe(file);
});
