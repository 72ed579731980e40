/** Each of these is harmless as it is; a break of a path in it would destroy what is not the tests' own. */
import {
  createWriteStream,
  renameSync,
  rm,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { rm as removeLater } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const cacheOf = (folder: string): string => join(folder, '.cache');

export function clean(folder: string): void {
  rmSync(cacheOf(folder), { recursive: true, force: true });
}

export async function cleanLater(folder: string): Promise<void> {
  await removeLater(cacheOf(folder), { recursive: true, force: true });
}

export async function cleanWithCallback(folder: string): Promise<void> {
  await promisify(rm)(cacheOf(folder), { recursive: true, force: true });
}

/** Of a folder that holds the project. */
export const nextTo = (project: string): string => join(project, '..', 'beside');

export function cleanBeside(project: string): void {
  rmSync(nextTo(project), { recursive: true, force: true });
}

export const draftOf = (file: string): string => `${file}.draft`;

export function publish(file: string): void {
  renameSync(draftOf(file), `${file}.published`);
}

export function empty(file: string): void {
  truncateSync(draftOf(file));
}

export function write(files: string[]): void {
  writeFileSync(files[0] ?? '', 'written');
}

export function stream(files: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    createWriteStream(files[0] ?? '').on('error', reject).end('streamed', () => resolve());
  });
}

export function cleanFrom(folder: string): void {
  process.chdir(folder);
  rmSync('kept', { recursive: true, force: true });
}
