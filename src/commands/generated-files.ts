import { mkdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { vitestOf } from '../discover/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { GeneratedFile } from '../model/generated.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { runPlain } from '../reproduce/plain-vitest.ts';
import { writableWithin } from '../store/within.ts';
import type { Io } from './io.ts';

/**
 * Writes all files and runs those that are the project's own; if one is red, all are put back as they were.
 * @throws UserError if one is red, or was changed since it was read
 */
export async function writeGenerated(
  files: GeneratedFile[],
  { root, out }: AuditOptions,
  io: Io,
): Promise<string[]> {
  const pathOf = ({ file }: GeneratedFile) => writableWithin(root, file);
  for (const each of files) await refuseChanged(each, pathOf(each));
  for (const each of files) {
    mkdirSync(dirname(pathOf(each)), { recursive: true });
    await writeFile(pathOf(each), each.after);
  }
  const { folder: vitestDir } = vitestOf(root);
  for (const { file } of out === undefined ? files : []) {
    const run = await runPlain(['run', file], { root, vitestDir, limitMs: 300_000, signal: io.signal });
    if (run.green) continue;
    for (const each of files)
      await (each.before === undefined ? rm(pathOf(each)) : writeFile(pathOf(each), each.before));
    throw new UserError(
      exitCodes.incomplete,
      `${file} is red with the new tests; everything was put back as it was`,
      'run realcov generate again without --apply to see them',
    );
  }
  return files.map(({ file }) => file);
}

async function refuseChanged({ file, before }: GeneratedFile, path: string): Promise<void> {
  const now = await readFile(path, 'utf8').catch(() => undefined);
  if (now === before) return;
  throw new UserError(
    exitCodes.incomplete,
    `${file} was changed while tests were written; nothing was written`,
    'run realcov generate again',
  );
}
