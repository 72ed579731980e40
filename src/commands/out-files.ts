import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { writeAuditJson, writeHtml, writeMutationJson } from '../../reports/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { Audit } from '../model/audit.ts';
import type { ReportData } from '../model/report-data.ts';
import type { AuditOptions } from '../options/audit-options.ts';

/**
 * Asked before an audit begins, so that no result is lost for want of a place.
 * @throws UserError if the folder, or the nearest one above it that exists, cannot be written to
 */
export function checkWritable(folder: string): void {
  try {
    const existing = nearestExisting(folder);
    if (!statSync(existing).isDirectory()) throw new Error(`${existing} is no folder`);
    accessSync(existing, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}

/**
 * Writes the report files that were asked for. Returns their paths relative to the working directory.
 * @throws UserError if they cannot be written; it names the folder for temporary files where they are instead
 */
export async function writeReports(
  audit: Audit,
  { root, outDir, reporters }: Pick<AuditOptions, 'root' | 'outDir' | 'reporters'>,
  cwd: string,
): Promise<string[]> {
  if (!writesFiles(reporters)) return [];
  const sources = readSources(root, new Set(audit.mutants.map(({ file }) => file)));
  const tests = readSources(root, new Set(audit.tests.map(({ file }) => file)));
  const writeTo = async (folder: string) => [
    ...(reporters.includes('json')
      ? [await writeAuditJson(audit, folder), await writeMutationJson(audit, sources, folder, tests)]
      : []),
    ...(reporters.includes('html')
      ? [await writeHtml(reportData(audit, { ...tests, ...sources }), folder)]
      : []),
  ];
  try {
    return (await writeTo(outDir)).map((file) => relative(cwd, file));
  } catch (error) {
    if (!isFileError(error)) throw error;
    // The audit may have taken hours.
    const refuge = mkdtempSync(join(tmpdir(), 'realcov-report-'));
    const isSafe = await writeTo(refuge).then(
      () => true,
      () => false,
    );
    if (!isSafe) rmSync(refuge, { recursive: true, force: true });
    throw cannotWrite(outDir, error, isSafe ? refuge : undefined);
  }
}

export function writesFiles(reporters: AuditOptions['reporters']): boolean {
  return reporters.some((reporter) => reporter !== 'terminal');
}

/** All that the HTML report is made of. */
function reportData(audit: Audit, sources: Record<string, string>): ReportData {
  return { audit, sources, history: [], decisions: [] };
}

/** A file that is gone since is left out. */
function readSources(root: string, files: Iterable<string>): Record<string, string> {
  const present = [...files].filter((file) => existsSync(join(root, file)));
  return Object.fromEntries(present.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

function cannotWrite(folder: string, error: unknown, refuge?: string): UserError {
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(
    exitCodes.usage,
    `cannot write to ${folder}: ${why}`,
    refuge === undefined ? 'name another folder with --out-dir' : `the files are in ${refuge} instead`,
  );
}
