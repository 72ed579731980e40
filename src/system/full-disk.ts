import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { exitCodes, UserError } from '../errors.ts';

/** In bytes: with less, neither Vitest nor its workers can write what they have to. */
const minFreeBytes = 128 * 1024;

/** Whether there was no space for what was to be written, or no more of it for this user. */
export function isNoSpace(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}

/** To be asked when something failed that writes temporary files, before they are removed. */
export function fullTempError(): UserError | undefined {
  return isFull(tmpdir()) ? tempIsFull() : undefined;
}

/** Does work that writes temporary files. @throws UserError if there is no space for them */
export function inTemp<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isNoSpace(error) ? tempIsFull() : error;
  }
}

function tempIsFull(): UserError {
  return new UserError(
    exitCodes.usage,
    `the folder for temporary files is full: ${tmpdir()}`,
    'free some space there, or set TMPDIR to another folder',
  );
}

/** For what was written elsewhere, or by nobody knows whom. */
export function diskIsFull(why: string): UserError {
  return new UserError(
    exitCodes.usage,
    `there is no space left: ${why}`,
    `free some space, where the project is and in ${tmpdir()}; TMPDIR names another folder for temporary files`,
  );
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(folder);
    return bavail * bsize < minFreeBytes || (files > 0 && ffree === 0);
  } catch {
    return false;
  }
}
