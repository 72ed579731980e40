import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './files.ts';
import { keptFolder } from './kept.ts';

const progressSchema = z.object({
  /** Of the audit's process. */
  pid: z.int(),
  phase: z.string(),
  done: z.int().min(0),
  total: z.int().min(0).exactOptional(),
});

/** How far an audit is that runs in a project. */
export type ProgressNote = z.infer<typeof progressSchema>;

export function progressPath(root: string): string {
  return join(root, keptFolder, 'run', 'progress.json');
}

/** What the audit that runs says of itself; undefined if none runs. */
export function readProgress(root: string): ProgressNote | undefined {
  try {
    const note = progressSchema.parse(JSON.parse(readFileSync(progressPath(root), 'utf8')));
    return isAlive(note.pid) ? note : undefined;
  } catch {
    return undefined;
  }
}

/** One that was killed takes nothing back. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Tells whoever looks; where nothing can be written, nobody is told. */
export function writeProgress(root: string, note: ProgressNote): void {
  const path = progressPath(root);
  const ignore = join(dirname(path), '.gitignore');
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
    replaceFile(path, `${JSON.stringify(note)}\n`);
  } catch {
    // It is no part of the result.
  }
}

/** Leaves the folders as they would be without it. */
export function removeProgress(root: string): void {
  const path = progressPath(root);
  const folder = dirname(path);
  try {
    rmSync(path, { force: true });
    if (readdirSync(folder).every((name) => name === '.gitignore')) rmSync(folder, { recursive: true });
    rmdirSync(dirname(folder));
  } catch {
    // Something else is kept there.
  }
}
