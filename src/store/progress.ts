/** What a running audit says of itself in the project, for `realcov open` to show; taken away at its end. */
import { mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readPlainFile } from '../system/plain-file.ts';
import { isAlive } from '../system/processes.ts';
import { replaceFile } from '../system/whole-file.ts';
import { ignoreAll } from './gitignore.ts';
import { writableWithin } from './inside-root.ts';
import { stateFolder } from './state-folder.ts';

const progressSchema = z.object({
  /** Of the audit's process. */
  pid: z.int().min(1),
  /** When the audit began, ISO 8601: tells audits apart. */
  started: z.string(),
  /** When this was noted, ISO 8601. */
  at: z.iso.datetime(),
  phase: z.string(),
  done: z.int().min(0),
  total: z.int().min(0).exactOptional(),
});

/** How far an audit is that runs in a project. */
export type ProgressNote = z.infer<typeof progressSchema>;

const liveFolder = `${stateFolder}/live`;

/** @throws UserError if it lies outside of the project */
export function progressPath(root: string): string {
  return writableWithin(root, `${liveFolder}/progress.json`);
}

/** What the audit that runs says of itself; undefined if none runs. */
export function readProgress(root: string): ProgressNote | undefined {
  try {
    const note = progressSchema.parse(JSON.parse(readPlainFile(progressPath(root))));
    return isAlive(note.pid) && isRecent(note) ? note : undefined;
  } catch {
    return undefined;
  }
}

/** In milliseconds: an audit shows several times within it that it is there. */
const staleAfter = 60_000;

/**
 * The number of one that was killed may be given to another process, in a container for certain. Nobody notes what is
 * to come.
 */
function isRecent({ at }: ProgressNote): boolean {
  return Math.abs(Date.now() - Date.parse(at)) < staleAfter;
}

/** Tells whoever looks; where nothing can be written, nobody is told. */
export function writeProgress(root: string, progress: Omit<ProgressNote, 'at'>): void {
  try {
    const path = progressPath(root);
    mkdirSync(dirname(path), { recursive: true });
    ignoreAll(dirname(path));
    const note: ProgressNote = { ...progress, at: new Date().toISOString() };
    replaceFile(path, `${JSON.stringify(note)}\n`);
  } catch {
    // It is no part of the result.
  }
}

/** Leaves the folders as they would be without it. */
export function removeProgress(root: string): void {
  try {
    rmSync(writableWithin(root, liveFolder), { recursive: true, force: true });
    rmdirSync(join(root, stateFolder));
  } catch {
    // Something else is kept there.
  }
}
