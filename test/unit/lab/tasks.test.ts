import { expect, test } from 'vitest';
import { shorten } from '../../../src/lab/worker/shorten.ts';

test.each([
  ['expected 1 to be 2 // Object.is equality\n- 2\n+ 1', 'expected 1 to be 2 // Object.is equality'],
  ['\u001b[31mexpected\u001b[39m 1\n', 'expected 1'],
  ['\n\n  late', '  late'],
  [
    "Transform failed with 1 error:\n\n[TSCONFIG_ERROR] Failed to load tsconfig 'x'\n\n  Plugin: vite:oxc",
    "Transform failed with 1 error: [TSCONFIG_ERROR] Failed to load tsconfig 'x'",
  ],
  ['nothing follows:', 'nothing follows:'],
  ['', ''],
  ['x'.repeat(400), `${'x'.repeat(300)}…`],
])('of the message %j one short line is kept', (message, line) => {
  expect(shorten(message)).toBe(line);
});
