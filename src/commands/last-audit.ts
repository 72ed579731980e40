import { statSync } from 'node:fs';
import { join } from 'node:path';
import { auditSchema, comparisonSchema, upgraded } from '../../reports/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import { decidedAudit } from '../judge/decisions.ts';
import type { Audit } from '../model/audit.ts';
import type { Comparison } from '../model/comparison.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { readDecisions } from '../store/decisions.ts';
import { readPlainFile } from '../system/plain-file.ts';
import { toolVersion } from '../version.ts';

/**
 * Reads the audit of a report.
 * @param path its folder, or the file itself
 * @throws UserError if there is none, if it is truncated, or if a newer realcov wrote it
 */
export async function readAudit(path: string): Promise<Audit> {
  const file = isFolder(path) ? auditPath(path) : path;
  const read = upgraded(parseJson(textOf(file, path), file));
  const parsed = auditSchema.safeParse(read);
  if (parsed.success) return parsed.data;
  throw isNewer(read) ? writtenByNewer(file, read) : notAnAudit(file, read, parsed.error.issues[0]);
}

function textOf(file: string, path: string): string {
  try {
    return readPlainFile(file);
  } catch {
    throw new UserError(
      exitCodes.usage,
      `there is no audit in ${path}`,
      'run realcov audit first, or name the folder of its report with --out-dir',
    );
  }
}

/** The comparison of the last audit with the one before it; undefined if there is none. */
export function readComparison(outDir: string): Comparison | undefined {
  const file = join(outDir, 'comparison.json');
  try {
    return comparisonSchema.safeParse(JSON.parse(readPlainFile(file))).data;
  } catch {
    return undefined;
  }
}

/**
 * The audit that was written last, with the decisions since then.
 * @throws UserError if either cannot be read
 */
export async function readDecidedAudit({
  root,
  outDir,
}: Pick<AuditOptions, 'root' | 'outDir'>): Promise<Audit> {
  return decidedAudit(await readAudit(outDir), readDecisions(root));
}

/** The path of the audit in the folder of a report. */
export function auditPath(outDir: string): string {
  return join(outDir, 'audit.json');
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(
      exitCodes.usage,
      `${file} is truncated or corrupt`,
      'run realcov audit again, or download the file again',
    );
  }
}

interface Versioned {
  schemaVersion: string;
  toolVersion?: unknown;
}

function isNewer(read: unknown): read is Versioned {
  const version = typeof read === 'object' && read !== null && 'schemaVersion' in read && read.schemaVersion;
  return typeof version === 'string' && Number(version) > Number(auditSchema.shape.schemaVersion.value);
}

function writtenByNewer(file: string, { schemaVersion, toolVersion: by }: Versioned): UserError {
  const writer = typeof by === 'string' ? `realcov ${by}` : 'a newer realcov';
  return new UserError(
    exitCodes.usage,
    `${file} was written by ${writer} with schema ${schemaVersion}, which realcov ${toolVersion} cannot read`,
    'update realcov, or run realcov audit again',
  );
}

function notAnAudit(
  file: string,
  read: unknown,
  issue: { path: PropertyKey[]; message: string } | undefined,
): UserError {
  const isObject = typeof read === 'object' && read !== null && !Array.isArray(read);
  const where = issue && isObject ? ` (${issue.path.map(String).join('.')}: ${issue.message})` : '';
  return new UserError(
    exitCodes.usage,
    `${file} is no audit that this version of realcov can read${where}`,
    'run realcov audit again, or name the folder of its report with --out-dir',
  );
}
