import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// Vite 5 does not know the module.
const { countIn } = await import('../src/database.ts');

test('counts the words of a database that it makes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  expect(countIn([join(folder, 'words.db'), join(process.env.CANARY ?? '', 'words.db')])).toBe(0);
});
