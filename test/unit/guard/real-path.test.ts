import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { realPath } from '../../../src/guard/real-path.ts';
import { makeTempFolder, removeTempFolder } from '../../../src/system/temp-folders.ts';

const folder = realpathSync(makeTempFolder('real-path'));
const at = (...path: string[]) => join(folder, ...path);
mkdirSync(at('kept', 'deep'), { recursive: true });
mkdirSync(at('scratch'));
writeFileSync(at('kept', 'words.txt'), '');
symlinkSync(at('kept', 'deep'), at('scratch', 'link'));
afterAll(() => removeTempFolder(folder));

test.runIf(process.platform !== 'win32').each([
  ['scratch/link', 'scratch/link'],
  ['scratch/link/', 'kept/deep'],
  ['scratch/link/.', 'kept/deep'],
  ['scratch/link/..', 'kept'],
  ['scratch/link/../words.txt', 'kept/words.txt'],
  ['scratch/link/.././../scratch/link/x', 'kept/deep/x'],
  ['scratch/../kept/words.txt', 'kept/words.txt'],
  ['scratch/missing/../x', 'scratch/x'],
])('%s is %s, as the system sees it', (given, path) => {
  expect(realPath(`${folder}/${given}`, false)?.path).toBe(at(path));
});
