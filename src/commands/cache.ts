import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { printedJson } from '../../reports/index.ts';
import { cacheFolder } from '../audit/rows.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import type { OptionInput } from '../options/resolve.ts';
import type { Io } from './io.ts';
import { readingOptions } from './reading-options.ts';

/** `realcov cache`: how much is kept from one audit to the next, or deletes it. */
export async function cacheCommand(action: 'info' | 'clear', input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await readingOptions(input, io);
  const folder = cacheFolder(options);
  const size = sizeOf(join(folder, 'rows'));
  if (action === 'clear') rmSync(join(folder, 'rows'), { recursive: true, force: true });
  io.out.write(options.json ? printedJson({ folder, ...size }) : `${inWords(action, folder, size)}\n`);
  return exitCodes.passed;
}

interface Size {
  testFiles: number;
  bytes: number;
}

function sizeOf(folder: string): Size {
  try {
    const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
      entry.isFile(),
    );
    const rows = files.filter(({ name }) => name.endsWith('.rows'));
    return {
      testFiles: new Set(rows.map(({ parentPath }) => parentPath)).size,
      bytes: files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0),
    };
  } catch {
    return { testFiles: 0, bytes: 0 };
  }
}

function inWords(action: 'info' | 'clear', folder: string, { testFiles, bytes }: Size): string {
  if (testFiles === 0) return `nothing is kept in ${folder}`;
  const what = `results of ${testFiles} test ${testFiles === 1 ? 'file' : 'files'} (${megabytes(bytes)})`;
  return action === 'clear' ? `deleted ${what} in ${folder}` : `${what} are kept in ${folder}`;
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
