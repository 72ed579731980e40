import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { exitCodes, UserError } from '../errors.ts';
import type { HistoryEntry } from '../model/history.ts';
import { readPlainFile } from '../system/plain-file.ts';
import { writableWithin } from './inside-root.ts';
import { stateFolder } from './state-folder.ts';

const count = z.int().min(0);
const percent = z.number().min(0).max(100);
/** Of verdicts, statuses and kinds, also those that an older or newer realcov has. */
const counts = z.record(z.string(), count);

const entrySchema = z.object({
  at: z.iso.datetime({ offset: true }),
  commit: z
    .object({ hash: z.string(), subject: z.string(), changed: z.literal(true).exactOptional() })
    .exactOptional(),
  toolVersion: z.string(),
  realCoverage: z.object({ killed: count, valid: count, percent }),
  claimedCoverage: z.object({ covered: count, valid: count, percent }),
  functions: counts,
  mutants: counts,
  settings: z.string().exactOptional(),
  tests: count,
  findings: counts,
  seconds: z.number().min(0),
}) satisfies z.ZodType<HistoryEntry>;

/** Relative to the root, as messages name it. */
export const historyFile = `${stateFolder}/history.jsonl`;

/**
 * The audits that were kept, oldest first. Lines that are damaged are left out.
 * @throws UserError if the file lies outside of the project
 */
export function readHistory(root: string): HistoryEntry[] {
  const path = writableWithin(root, historyFile);
  if (!existsSync(path)) return [];
  return textOf(path)
    .split('\n')
    .flatMap((line) => parse(line) ?? []);
}

function textOf(path: string): string {
  try {
    return readPlainFile(path);
  } catch (error) {
    throw new UserError(
      exitCodes.usage,
      `${historyFile} cannot be read: ${(error as Error).message}`,
      'remove it, or mend it',
    );
  }
}

function parse(line: string): HistoryEntry | undefined {
  try {
    const entry = entrySchema.safeParse(JSON.parse(line)).data;
    // Of nothing there is no figure.
    return entry && entry.realCoverage.valid > 0 ? entry : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Adds an audit. One write, so that two audits at once do not get into each other's lines.
 * @throws UserError if the file lies outside of the project
 */
export function appendHistory(root: string, entry: HistoryEntry): void {
  const path = writableWithin(root, historyFile);
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a+');
  try {
    writeSync(file, `${endsWithin(file) ? '\n' : ''}${JSON.stringify(entry)}\n`);
  } finally {
    closeSync(file);
  }
}

/** Whether the last line has no end: it was cut off, and must not take the next one with it. */
function endsWithin(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() !== '\n';
}
