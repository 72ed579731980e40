/** Files that appear whole or not at all, so that whoever reads them, or an interrupted run, never meets a part. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Puts a text or bytes in a file, and makes its folder where there is none. */
export function replaceFile(path: string, text: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeBeside(path, text, (unfinished) => renameSync(unfinished, path));
}

/** Makes a file that only its user may read, and never takes the place of one that somebody has just made. */
export function createOwnFile(path: string, text: string): void {
  writeBeside(
    path,
    text,
    (unfinished) => {
      try {
        linkSync(unfinished, path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
        // A file system without links.
        renameSync(unfinished, path);
      }
    },
    0o600,
  );
}

/** Writes a file from pieces of text, and makes its folder where there is none. Returns the file's path. */
export async function writeWhole(dir: string, name: string, pieces: Iterable<string>): Promise<string> {
  const file = join(dir, name);
  const unfinished = unfinishedName(file);
  await mkdir(dir, { recursive: true });
  try {
    await pipeline(Readable.from(pieces), createWriteStream(unfinished, { flags: 'wx' }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return file;
}

function writeBeside(
  path: string,
  text: string | Buffer,
  settle: (unfinished: string) => void,
  mode = 0o666,
): void {
  const unfinished = unfinishedName(path);
  try {
    writeFileSync(unfinished, text, { flag: 'wx', mode });
    settle(unfinished);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function unfinishedName(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}
