import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import type { GeneratedFile } from '../model/generated.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { writableWithin } from '../store/inside-root.ts';

/**
 * Writes all files. They are not run here: they ran in the sandbox on a copy of the project, and nobody has read them
 * yet.
 * @throws UserError if one was changed since it was read
 */
export async function writeGenerated(files: GeneratedFile[], { root }: AuditOptions): Promise<string[]> {
  const pathOf = ({ file }: GeneratedFile) => writableWithin(root, file);
  for (const each of files) await refuseChanged(each, pathOf(each));
  for (const each of files) {
    mkdirSync(dirname(pathOf(each)), { recursive: true });
    await writeFile(pathOf(each), each.after);
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
