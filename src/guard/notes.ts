import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { type Touches, TouchRecord } from './touches.ts';

// Bound at load, before they are watched.
const write = writeFileSync;
const read = readFileSync;
const list = readdirSync;
const makeFolder = mkdirSync;
const remove = rmSync;

/** What a guarded program is told, in a file. */
export interface GuardOrder {
  /** Of the project, absolute. */
  root: string;
  temporary: string[];
  /** Nothing else is allowed; absent while it is found out what the clean suite does. */
  touches?: Touches;
  /** Folder that it notes things in. */
  notes: string;
}

/**
 * In a file of this process or thread alone: others may end at any moment. Nothing is written if the folder that is to
 * hold the notes is gone: the run is over, and a process that outlives it must not make what nobody removes.
 */
function note(folder: string, kind: 'seen' | 'refused' | 'extra', what: unknown): void {
  try {
    makeNotesFolder(folder);
    write(join(folder, `${kind}-${process.pid}-${threadId}.json`), JSON.stringify(what));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function makeNotesFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

export function noteSeen(folder: string, touches: Touches): void {
  note(folder, 'seen', touches);
}

export function noteRefusal(folder: string, what: string): void {
  note(folder, 'refused', what);
}

/** @param paths all that this process or thread has made that the clean suite does not make */
export function noteExtra(folder: string, paths: string[]): void {
  note(folder, 'extra', paths);
}

/** What they have made that the clean suite does not make, as absolute paths. */
export function extraIn(folder: string): string[] {
  return notesIn<string[]>(folder, 'extra').flat();
}

/** What all of them have seen. */
export function seenIn(folder: string): Touches {
  const record = new TouchRecord();
  for (const touches of notesIn<Touches>(folder, 'seen')) record.add(touches);
  return record.all;
}

/** What one of them was kept from doing, in words that follow "the break"; undefined if nothing. */
export function refusalIn(folder: string): string | undefined {
  return notesIn<string>(folder, 'refused').sort()[0];
}

/** Begins anew. */
export function noNotes(folder: string): void {
  remove(folder, { recursive: true, force: true });
}

function notesIn<T>(folder: string, kind: string): T[] {
  try {
    return list(folder)
      .filter((name) => name.startsWith(`${kind}-`))
      .map((name) => JSON.parse(read(join(folder, name), 'utf8')) as T);
  } catch {
    // None was written, or one was cut off.
    return [];
  }
}
