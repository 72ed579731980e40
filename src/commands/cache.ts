import { statSync } from 'node:fs';
import { printedJson } from '../../reports/index.ts';
import { rowsFolder } from '../audit/rows.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { clearRows, rowFilesIn } from '../lab/rows/row-store.ts';
import type { OptionInput } from '../options/resolve.ts';
import type { Io } from './io.ts';
import { readingOptions } from './reading-options.ts';

/** `realcov cache`: how much is kept from one audit to the next, or deletes it. */
export async function cacheCommand(action: 'info' | 'clear', input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await readingOptions(input, io);
  const folder = rowsFolder(options);
  const size = sizeOf(folder);
  if (action === 'clear') clearRows(folder);
  io.out.write(options.json ? printedJson({ folder, ...size }) : `${inWords(action, folder, size)}\n`);
  return exitCodes.passed;
}

interface Size {
  testFiles: number;
  bytes: number;
}

function sizeOf(folder: string): Size {
  const rows = rowFilesIn(folder);
  const files = [...rows.values()].flat();
  return { testFiles: rows.size, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
}

function inWords(action: 'info' | 'clear', folder: string, { testFiles, bytes }: Size): string {
  if (testFiles === 0) return `nothing is kept in ${folder}`;
  const what = `results of ${testFiles} test ${testFiles === 1 ? 'file' : 'files'} (${megabytes(bytes)})`;
  return action === 'clear' ? `deleted ${what} in ${folder}` : `${what} are kept in ${folder}`;
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
