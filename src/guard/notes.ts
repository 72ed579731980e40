import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { type Touches, TouchRecord } from './touches.ts';

// Stored at load, before they are watched.
const write = writeFileSync;
const read = readFileSync;
const list = readdirSync;
const makeFolder = mkdirSync;
const remove = rmSync;

/** The settings of a guarded program, in a file. */
export interface GuardOrder {
  /** Of the project, absolute. */
  root: string;
  temporary: string[];
  /** The only allowed changes; absent while the clean suite is watched. */
  touches?: Touches;
  /** Folder of its notes. */
  notes: string;
}

/**
 * Each process or thread has its own file, because others may end at any moment. Nothing is written if the folder of the
 * notes is gone. Then the run is over, and nobody would remove a new file.
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

/** @param paths all paths that this process or thread has made and the clean suite does not make */
export function noteExtra(folder: string, paths: string[]): void {
  note(folder, 'extra', paths);
}

/** Absolute paths that they have made and the clean suite does not make. */
export function extraIn(folder: string): string[] {
  return notesIn<string[]>(folder, 'extra').flat();
}

/** The notes of all of them together. */
export function seenIn(folder: string): Touches {
  const record = new TouchRecord();
  for (const touches of notesIn<Touches>(folder, 'seen')) record.add(touches);
  return record.all;
}

/** A refusal of one of them, in words that follow "the break"; undefined if there is none. */
export function refusalIn(folder: string): string | undefined {
  return notesIn<string>(folder, 'refused').sort()[0];
}

/** Removes all notes. */
export function noNotes(folder: string): void {
  remove(folder, { recursive: true, force: true });
}

function notesIn<T>(folder: string, kind: string): T[] {
  try {
    return list(folder)
      .filter((name) => name.startsWith(`${kind}-`))
      .map((name) => JSON.parse(read(join(folder, name), 'utf8')) as T);
  } catch {
    // There is no note, or it was cut off.
    return [];
  }
}
