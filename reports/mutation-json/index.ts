/** The audit as mutation-testing-report-schema has it, for every viewer of the Stryker family. */
import type {
  FileResult,
  MutantResult,
  MutationTestResult,
  PerformanceStatistics,
  MutantStatus as ReportStatus,
  TestDefinition,
  TestFileDefinitionDictionary,
} from 'mutation-testing-report-schema/api';
import type { Audit, AuditedMutant, AuditedTest, MutantStatus, PhaseTiming } from '../../src/model/audit.ts';
import { own } from '../../src/model/by-name.ts';
import { isBreak } from '../../src/model/mutant.ts';
import { writeWhole } from '../../src/system/whole-file.ts';
import { describeBreak } from '../breaks.ts';
import { testIds } from '../facts.ts';
import { jsonPieces } from '../json/pieces.ts';

/** Texts of files by their path in the audit. */
export type Sources = Record<string, string>;

/**
 * Makes the report. Probes are left out, for viewers would count them. A file that has mutants and is
 * not among the sources has an empty text. The score that viewers compute from it is the audit's real coverage.
 */
export function toMutationReport(
  audit: Audit,
  sources: Sources,
  testSources: Sources = {},
): MutationTestResult {
  const { runner } = audit.project;
  return {
    schemaVersion: '2.0',
    thresholds: { high: 80, low: 60 },
    files: fileResults(audit, sources),
    testFiles: testFiles(audit.tests, testSources),
    config: audit.options,
    framework: {
      ...madeBy(audit),
      ...(runner && { dependencies: { [runner.name]: runner.version } }),
    },
    ...(audit.timings.length === 0 ? {} : { performance: performance(audit.timings) }),
  };
}

/** Whose verdicts these are. */
function madeBy({ imported, toolVersion }: Audit): { name: string; version?: string } {
  if (!imported) return { name: 'realcov', version: toolVersion };
  return { name: imported.tool, ...(imported.version !== undefined && { version: imported.version }) };
}

/** Writes the report to `mutation.json` in a folder, a mutant a line. Returns the file's path. */
export function writeMutationJson(
  audit: Audit,
  sources: Sources,
  dir: string,
  testSources?: Sources,
): Promise<string> {
  return writeWhole(dir, 'mutation.json', jsonPieces(toMutationReport(audit, sources, testSources), 4));
}

function fileResults(audit: Audit, sources: Sources): Record<string, FileResult> {
  const isTest = testIds(audit);
  const scored = audit.mutants.filter(isBreak);
  const files = [...Map.groupBy(scored, (mutant) => mutant.file)].map(
    ([file, mutants]): [string, FileResult] => {
      const source = own(sources, file) ?? '';
      return [
        file,
        { language: language(file), source, mutants: mutants.map((mutant) => result(mutant, isTest)) },
      ];
    },
  );
  return Object.fromEntries(files);
}

/** The name by which viewers choose how to colour the source. */
function language(file: string): string {
  const extension = /\.[cm]?([jt]sx?)$|\.(\w+)$/.exec(file)?.slice(1).find(Boolean) ?? '';
  return own(languages, extension) ?? 'typescript';
}

const languages: Record<string, string> = {
  ts: 'typescript',
  tsx: 'tsx',
  js: 'javascript',
  jsx: 'jsx',
  // From the reports of other tools.
  cs: 'cs',
  java: 'java',
  kt: 'kotlin',
  php: 'php',
  py: 'python',
  rs: 'rust',
  scala: 'scala',
};

/**
 * `unproven` and `out-of-budget` have no equal there: `Pending` is the only status that enters neither the score nor the invalid
 * mutants and that says a verdict is still to come. What does not parse is as much a compile error as what
 * does not type-check; the reason tells them apart.
 */
const statuses: Record<MutantStatus, ReportStatus> = {
  killed: 'Killed',
  survived: 'Survived',
  'no-coverage': 'NoCoverage',
  timeout: 'Timeout',
  unproven: 'Pending',
  'out-of-budget': 'Pending',
  'type-error': 'CompileError',
  invalid: 'CompileError',
  ignored: 'Ignored',
  accepted: 'Ignored',
};

function result(mutant: AuditedMutant, isTest: (id: string) => boolean): MutantResult {
  const reason = statusReason(mutant, isTest);
  return {
    id: mutant.id,
    mutatorName: mutant.mutator,
    description: describeBreak(mutant),
    location: mutant.location,
    ...(mutant.description === undefined && { replacement: mutant.replacement }),
    status: statuses[mutant.status],
    ...(reason === undefined ? {} : { statusReason: reason }),
    coveredBy: mutant.coveredBy,
    killedBy: mutant.killedBy,
  };
}

function statusReason(mutant: AuditedMutant, isTest: (id: string) => boolean): string | undefined {
  const others = mutant.killedBy.filter((id) => !isTest(id));
  if (others.length > 0) return `noticed outside of tests: ${others.join(', ')}`;
  if (mutant.status === 'unproven' || mutant.status === 'invalid' || mutant.status === 'accepted') {
    return [mutant.status, mutant.reason].filter(Boolean).join(': ');
  }
  return mutant.reason ?? mutant.failure;
}

function testFiles(tests: AuditedTest[], sources: Sources): TestFileDefinitionDictionary {
  const files = [...Map.groupBy(tests, (test) => test.file)].map(([file, ofFile]) => {
    const source = own(sources, file);
    return [file, { ...(source === undefined ? {} : { source }), tests: ofFile.map(definition) }] as const;
  });
  return Object.fromEntries(files);
}

function definition({ id, name, line }: AuditedTest): TestDefinition {
  return { id, name, location: { start: { line, column: 1 } } };
}

function performance(timings: PhaseTiming[]): PerformanceStatistics {
  const took = (...phases: PhaseTiming['phase'][]) =>
    timings.filter(({ phase }) => phases.includes(phase)).reduce((sum, { ms }) => sum + ms, 0);
  return {
    setup: took('discover', 'mutate'),
    initialRun: took('dry-run'),
    mutation: took('mutants', 'confirm', 'tests', 'types', 'judge'),
  };
}
