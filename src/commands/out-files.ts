import { accessSync, constants, existsSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import {
  chosenReporters,
  type ReporterName,
  reporterNames,
  reporters,
} from '../../reports/reporters/index.ts';
import type { ReporterInput } from '../../reports/reporters/reporter.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { Audit } from '../model/audit.ts';
import type { Comparison } from '../model/comparison.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { isInside, writableWithin } from '../store/inside-root.ts';
import { keepTempFolder, makeTempFolder } from '../system/temp-folders.ts';
import { reportData } from './report-data.ts';
import { textsOf } from './sources.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * Called before an audit begins, so that its result can be written.
 * @throws UserError if the folder, or the nearest existing one above it, is not writable
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
 * Writes the requested report files. Returns their paths relative to the working directory.
 * @param comparison with the audit before
 * @throws UserError if they cannot be written; it names a temporary folder where they are instead
 */
export async function writeReports(
  audit: Audit,
  {
    root,
    outDir,
    reporters: chosen,
    reportUrl,
  }: Pick<AuditOptions, 'root' | 'outDir' | 'reporters' | 'reportUrl'>,
  cwd: string,
  comparison?: Comparison,
): Promise<string[]> {
  return writeFiles(
    {
      audit,
      ...textsOf(audit, root),
      comparison,
      page: reportUrl,
      surroundings: surroundingsOf(root),
      reportData: () => reportData(audit, root, comparison),
    },
    { root, outDir, reporters: chosen },
    cwd,
  );
}

/**
 * The same of what reports are made of, wherever that comes from.
 * @throws UserError if they cannot be written; it names a temporary folder where they are instead
 */
export async function writeFiles(
  input: ReporterInput,
  { root, outDir, reporters: chosen }: Pick<AuditOptions, 'root' | 'outDir' | 'reporters'>,
  cwd: string,
): Promise<string[]> {
  if (!writesFiles(chosen)) return [];
  const writeTo = async (folder: string) => {
    if (isInside(root, folder)) writableWithin(root, relative(root, folder), 'name another with --out-dir');
    const files: string[] = [];
    for (const reporter of chosenReporters(chosen))
      files.push(...((await reporter.write?.(input, folder)) ?? []));
    return files;
  };
  try {
    return (await writeTo(outDir)).map((file) => relative(cwd, file));
  } catch (error) {
    if (!isFileError(error)) throw error;
    // The audit may have taken hours.
    const refuge = makeTempFolder('report');
    keepTempFolder(refuge);
    const isSafe = await writeTo(refuge).then(
      () => true,
      () => false,
    );
    if (!isSafe) rmSync(refuge, { recursive: true, force: true });
    throw cannotWrite(outDir, error, isSafe ? refuge : undefined);
  }
}

export function writesFiles(reporters: AuditOptions['reporters']): boolean {
  return chosenReporters(reporters).some(({ files }) => files.length > 0);
}

/** The reporters whose files are in the folder; `audit.json` always. */
export function reportersOf(folder: string): AuditOptions['reporters'] {
  const wroteThere = (name: ReporterName) => {
    const [first] = reporters[name].files;
    return first !== undefined && existsSync(join(folder, first));
  };
  return reporterNames.filter((name) => name === 'json' || wroteThere(name));
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
