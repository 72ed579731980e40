import { mkdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { vitestOf } from '../discover/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { GeneratedFile } from '../model/generated.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { runPlain } from '../reproduce/plain-vitest.ts';
import type { Io } from './io.ts';

/** Writes the files, or those of `--out`; one whose tests are red then is put back as it was. */
export async function writeGenerated(
  files: GeneratedFile[],
  options: AuditOptions,
  io: Io,
): Promise<string[]> {
  const { folder: vitestDir } = vitestOf(options.root);
  const written: string[] = [];
  for (const { file, before, after } of files) {
    const path = join(options.root, file);
    mkdirSync(dirname(path), { recursive: true });
    await writeFile(path, after);
    if (options.out === undefined) {
      const run = await runPlain(['run', file], {
        root: options.root,
        vitestDir,
        limitMs: 300_000,
        signal: io.signal,
      });
      if (!run.green) {
        await (before === undefined ? rm(path) : writeFile(path, before));
        throw new UserError(
          exitCodes.incomplete,
          `${file} is red with the new tests, and was put back as it was`,
          'run realcov generate again without --apply to see them',
        );
      }
    }
    written.push(file);
  }
  return written;
}
