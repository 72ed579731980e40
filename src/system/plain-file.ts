import { constants } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a file whose place others may have filled with anything.
 * @throws Error unless it is a file that can be a text: a pipe or a device would be read for ever
 */
export function readPlainFile(path: string): string {
  checkPlainFile(path);
  return readFileSync(path, 'utf8');
}

/** The same without the mark of its encoding, which is no JSON. */
export function readPlainJson(path: string): unknown {
  return JSON.parse(readPlainFile(path).replace(/^\uFEFF/, ''));
}

/** @throws Error unless there is a file, by itself or over a link */
export function checkPlainFile(path: string): void {
  const stat = statSync(path);
  if (stat.isFile() && stat.size <= constants.MAX_STRING_LENGTH) return;
  if (stat.isFile()) throw new Error('it is too large');
  throw new Error(stat.isDirectory() ? 'it is a folder' : 'it is no file, but a pipe or a device');
}
