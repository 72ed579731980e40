import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { unwatchedFiles } from '../../../../src/lab/jest/worker/packages.ts';

test('what Jest reads itself does not go by those who watch the functions of node:fs', () => {
  const own = unwatchedFiles();
  const { openSync } = fs;
  onTestFinished(() => {
    fs.openSync = openSync;
  });
  let watched = 0;
  fs.openSync = (...args) => {
    watched++;
    return openSync(...args);
  };
  const path = fileURLToPath(import.meta.url);
  const text = own.readFileSync(path, 'utf8');
  expect(own.readFileSync(path).toString()).toBe(text);
  expect(own.readFileSync(path, { encoding: 'latin1' })).toContain('own.readFileSync');
  expect(() => own.readFileSync(`${path}.none`)).toThrow('ENOENT');
  expect(watched).toBe(0);
  // Which it would with Node's own function.
  fs.readFileSync(path);
  expect(watched).toBe(1);
});
