import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readCode } from './inside-root.ts';

type Read = (root: string, file: string) => string | undefined;

/** Reads files of the project, relative to its root, each once; undefined for one that is not there. */
export function reader(root: string, read: Read = readAny): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, read(root, file));
    return known.get(file);
  };
}

/** The same for files that others may have named. */
export function codeReader(root: string): (file: string) => string | undefined {
  return reader(root, readCode);
}

function readAny(root: string, file: string): string | undefined {
  const path = join(root, file);
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined;
}
