/** Reports of an audit that was read from a report of another tool. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { printedJson, summary } from '../../reports/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import type { Imported } from '../imported/convert.ts';
import { compareAlike } from '../judge/compare.ts';
import { gateOf } from '../judge/gate.ts';
import type { Audit } from '../model/audit.ts';
import type { GateKind } from '../model/gate-kind.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { isSameScope } from '../options/scope.ts';
import { optionTable } from '../options/table.ts';
import { exitCodeOf } from './audit-exit-code.ts';
import type { Io } from './io.ts';
import { readAudit } from './last-audit.ts';
import { checkWritable, writeFiles, writesFiles } from './out-files.ts';
import { importedDir } from './report-place.ts';
import { printedText, publish } from './reporting.ts';
import { surroundingsOf } from './surroundings.ts';

export type ImportedOptions = Pick<
  AuditOptions,
  | 'root'
  | 'outDir'
  | 'reporters'
  | 'reportUrl'
  | 'json'
  | 'quiet'
  | 'verbose'
  | 'minRealCoverage'
  | 'failOn'
  | 'maxUnproven'
>;

/**
 * Prints and writes the reports, and says whether the limits hold that were set.
 * @throws UserError if they cannot be written
 */
export async function reportImported(
  { audit: read, sources, tests }: Imported,
  options: ImportedOptions,
  io: Pick<Io, 'cwd' | 'out' | 'err'>,
): Promise<ExitCode> {
  checkReporters(options.reporters);
  const { root, reporters, reportUrl, minRealCoverage, failOn, maxUnproven } = options;
  const audit: Audit = { ...read, gate: gateOf(read, { minRealCoverage, failOn, maxUnproven }) };
  if (writesFiles(reporters)) checkWritable(options.outDir);
  const outDir = await importedDir(options.outDir);
  const last = await readAudit(outDir).catch(() => undefined);
  const comparison = compareAlike(last, audit, isSameScope);
  const input = {
    audit,
    sources,
    tests,
    comparison,
    page: reportUrl,
    surroundings: surroundingsOf(root),
    reportData: async () => ({
      audit,
      holdsEveryBreak: false,
      sources: { ...tests, ...sources },
      history: [],
      decisions: [],
      ...(comparison && { comparison }),
    }),
  };
  const files = await writeFiles(input, { root, outDir, reporters }, io.cwd);
  io.out.write(await textOf(audit, files, { ...options, outDir }, io));
  await publish(audit, comparison, { reporters, root, reportUrl }, { ...io, signal: neverAborted });
  return exitCodeOf(audit, maxUnproven);
}

const neverAborted = new AbortController().signal;

async function textOf(
  audit: Audit,
  files: string[],
  options: ImportedOptions,
  { out }: Pick<Io, 'out'>,
): Promise<string> {
  if (options.json) return printedJson(summary(audit, files));
  return printedText(audit, options, {
    colors: out.colors,
    verbose: options.verbose,
    times: true,
    outFiles: files,
    asksNoMore: !isFoundByShow(options),
    ...(out.columns !== undefined && { width: out.columns }),
  });
}

/** `realcov show` reads the last audit of a project, from the usual folder. */
function isFoundByShow({ root, outDir, reporters }: ImportedOptions): boolean {
  const isUsual = outDir === join(root, optionTable.outDir.default);
  return isUsual && reporters.includes('json') && existsSync(join(root, 'package.json'));
}

/** @throws UserError for a reporter that tells an audit while it runs */
function checkReporters(reporters: ImportedOptions['reporters']): void {
  if (!reporters.includes('jsonl')) return;
  throw new UserError(
    exitCodes.usage,
    'the reporter jsonl tells an audit while it runs, and here none runs',
    '--json prints the result',
  );
}

/** @throws UserError for what no report of another tool tells */
export function checkGateKinds(kinds: readonly GateKind[]): void {
  const unknown = kinds.filter((kind) => kind !== 'pseudo-tested');
  if (unknown.length === 0) return;
  throw new UserError(
    exitCodes.usage,
    `--fail-on ${unknown.join(',')}: the report of another tool does not tell that`,
    '--fail-on pseudo-tested is possible; realcov audit tells the others',
  );
}
