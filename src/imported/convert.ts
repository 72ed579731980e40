/** An audit from a report of another mutation tester. Nothing is run and nothing is read but the report. */
import { basename } from 'node:path';
import { type FunctionsIn, functionsIn } from '../instrument/functions-in.ts';
import { SourceSyntaxError } from '../instrument/syntax.ts';
import { coverageOf, isValid } from '../judge/coverage.ts';
import { judgeFunctions } from '../judge/functions.ts';
import type { Audit, AuditedMutant, ImportedFrom, Notice, PhaseTiming } from '../model/audit.ts';
import { byName } from '../model/by-name.ts';
import type { FunctionUnit } from '../model/source.ts';
import { mutantsOf } from './mutants.ts';
import { fileNames } from './names.ts';
import { importedNotice } from './notices.ts';
import type { MutationReport } from './schema.ts';
import { testsOf } from './tests.ts';

export interface Imported {
  audit: Audit;
  /** Texts that the report has, by path as the audit has it. */
  sources: Record<string, string>;
  tests: Record<string, string>;
}

export interface ImportOptions {
  toolVersion: string;
  /** What the project is called where the report does not say. */
  name: string;
}

export function auditOf(report: MutationReport, { toolVersion, name }: ImportOptions): Imported {
  const from = toolOf(report);
  const isOwn = from.tool === 'realcov';
  const nameOf = fileNames(report);
  const { mutants, units, notices, otherFiles } = readFiles(report, nameOf, isOwn);
  const testFiles = report.testFiles ?? [];
  const tests = testsOf(testFiles, mutants, nameOf);
  const isCoverageKnown = tellsCoverage(report, mutants);
  const coverage = coverageOf(mutants);
  const audit: Audit = {
    schemaVersion: '2',
    toolVersion,
    project: {
      name: projectName(report) || name,
      files: report.files.length,
      testFiles: testFiles.length,
    },
    imported: from,
    options: isOwn ? (report.config ?? {}) : {},
    timings: timingsOf(report),
    ...coverage,
    ...(isCoverageKnown
      ? {}
      : { claimedCoverage: { ...coverage.claimedCoverage, covered: 0, percent: null } }),
    functions: judgeFunctions(units, mutants),
    mutants,
    tests,
    findings: [],
    notices: [importedNotice({ from, mutants, tests, isCoverageKnown, otherFiles }), ...notices],
    gate: { status: 'none', reasons: [] },
    complete: true,
  };
  return { audit, sources: textsOf(report.files, nameOf), tests: textsOf(testFiles, nameOf) };
}

interface Files {
  mutants: AuditedMutant[];
  units: FunctionUnit[];
  notices: Notice[];
  /** How many files with breaks are of a language in which realcov knows no functions. */
  otherFiles: number;
}

function readFiles({ files }: MutationReport, nameOf: (name: string) => string, isOwn: boolean): Files {
  const read: Files = { mutants: [], units: [], notices: [], otherFiles: 0 };
  const ids = new Set<string>();
  for (const [name, reported] of files) {
    const file = nameOf(name);
    const functions = functionsOf(file, reported.source, read.notices);
    if (functions) read.units.push(...functions.units);
    if (!isCode(file) && reported.mutants.length > 0) read.otherFiles++;
    read.mutants.push(...mutantsOf({ file, reported, functions, isOwn, ids }));
  }
  return read;
}

function functionsOf(file: string, source: string, notices: Notice[]): FunctionsIn | undefined {
  if (!isCode(file)) return undefined;
  try {
    return functionsIn(file, source);
  } catch (error) {
    if (!(error instanceof SourceSyntaxError)) throw error;
    const message = `its functions are not told, as it does not parse: line ${error.line}: ${error.reason}`;
    notices.push({ kind: 'file-skipped', file, message });
    return undefined;
  }
}

function isCode(file: string): boolean {
  return /\.[cm]?[jt]sx?$/i.test(file);
}

function toolOf({ framework }: MutationReport): ImportedFrom {
  const { name, version } = framework ?? { name: 'another tool' };
  return { tool: name, ...(version !== undefined && { version }) };
}

function projectName({ projectRoot = '' }: MutationReport): string {
  return basename(projectRoot.replaceAll('\\', '/'));
}

/** A report without any break that no test reaches is of good tests, or of a tool that did not look. */
function tellsCoverage({ config }: MutationReport, mutants: readonly AuditedMutant[]): boolean {
  if (!mutants.some(isValid)) return true;
  const looked = config?.coverageAnalysis === 'all' || config?.coverageAnalysis === 'perTest';
  return looked || mutants.some(({ status, coveredBy }) => status === 'no-coverage' || coveredBy.length > 0);
}

function timingsOf({ performance }: MutationReport): PhaseTiming[] {
  if (!performance) return [];
  const { setup, initialRun, mutation } = performance;
  return [
    { phase: 'mutate', ms: setup },
    { phase: 'dry-run', ms: initialRun },
    { phase: 'mutants', ms: mutation },
  ];
}

type Reported = readonly (readonly [string, { source?: string | undefined }])[];

function textsOf(files: Reported, nameOf: (name: string) => string): Record<string, string> {
  return byName(
    files.flatMap(([name, { source }]) => (source === undefined ? [] : [[nameOf(name), source] as const])),
  );
}
