import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file from pieces of text and makes its folder where there is none. The file appears whole or
 * not at all, so an interrupted run leaves the one before it. Returns the file's path.
 */
export async function writeWhole(dir: string, name: string, pieces: Iterable<string>): Promise<string> {
  const file = path.join(dir, name);
  const unfinished = `${file}.${randomUUID()}.tmp`;
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
