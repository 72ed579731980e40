import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromRoot, runRealcov } from '../helpers/project.ts';
import { linkPackage, tempProject } from '../helpers/temp-project.ts';

test('two audits of the same tree are the same to the byte, with one process or with three', async () => {
  const root = tempProject({});
  for (const name of ['package.json', 'tsconfig.json', 'src', 'test'])
    cpSync(fromRoot('examples', 'shop', name), join(root, name), { recursive: true });
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  const audits: string[] = [];
  for (const concurrency of ['1', '3']) {
    const { code } = await runRealcov(root, ['audit', '--no-times', '--quiet', '--concurrency', concurrency]);
    expect(code).toBe(0);
    audits.push(readFileSync(join(root, 'reports', 'realcov', 'audit.json'), 'utf8'));
  }
  expect(audits[0]).toContain('"status":"survived"');
  expect(audits[1]).toBe(audits[0]);
});
