import type { Change } from './change.ts';
import type { ContractViolation } from './contract.ts';
import type { Finding, Lead } from './finding.ts';
import type { MutantLevel, ReplacedBody } from './mutant.ts';
import type { Provenance } from './provenance.ts';
import type { Reproduction } from './reproduction.ts';
import type { LeftOutTest } from './run.ts';
import type { TestRunner } from './runner.ts';
import type { Location } from './source.ts';

export const mutantStatuses = [
  'killed',
  'survived',
  'no-coverage',
  'timeout',
  'unproven',
  'out-of-budget',
  'type-error',
  'invalid',
  'ignored',
  'accepted',
] as const;

export type MutantStatus = (typeof mutantStatuses)[number];

/** A test notices it: one fails, or one no longer ends. */
export function isNoticed({ status }: { status: MutantStatus }): boolean {
  return status === 'killed' || status === 'timeout';
}

/** No test notices it: none fails, or none comes by. */
export function isUnnoticed({ status }: { status: MutantStatus }): boolean {
  return status === 'survived' || status === 'no-coverage';
}

export type FunctionVerdict = 'tested' | 'weak' | 'pseudo-tested' | 'untested';

export interface AuditedFunction {
  id: string;
  /** Path relative to the project root, `/` as separator. */
  file: string;
  name: string;
  /** 1-based. */
  line: number;
  verdict: FunctionVerdict;
  /** Where it is written what it promises; absent if others do not use it. */
  contract?: 'comment' | 'file' | 'none';
  /** Ids of its mutants, in source order, probes included. */
  mutants: string[];
}

export interface AuditedMutant {
  id: string;
  file: string;
  /** Id of the innermost function around it, absent at module level. */
  function?: string;
  mutator: string;
  level: MutantLevel;
  /** What is left of a whole body that it takes the place of; absent for any other. */
  body?: ReplacedBody;
  location: Location;
  original: string;
  replacement: string;
  /**
   * What it does, in the words of the tool that made it, where its report does not say what the code becomes; `replacement` is
   * `original` then.
   */
  description?: string;
  status: MutantStatus;
  /** Why it is unproven, invalid, ignored or accepted; the first error of a type error. */
  reason?: string;
  /** Who accepted it. */
  acceptedBy?: string;
  /** Set when the verdict may change with the wall clock. */
  wallClock?: true;
  /** Set when it is another verdict once tests draw something else at random. */
  byChance?: true;
  /** Ids of the tests that reach it in the clean run. */
  coveredBy: string[];
  /** How many of them were not run with it, because the tests that were run with it waited until their time limit. */
  notRun?: number;
  /** Ids of the tests that kill it, or of the hook or file that does. */
  killedBy: string[];
  /** How the first of them fails: one line of its message, cut where it is long. */
  failure?: string;
  /** Whether every covering test was run against it, so that `killedBy` is all of them. */
  killersComplete: boolean;
}

export interface AuditedTest {
  id: string;
  /** Path relative to the project root, `/` as separator. */
  file: string;
  /** Full name, suites joined by ` > `. */
  name: string;
  /** 1-based; 0 if unknown. */
  line: number;
  /** Of the clean run, in milliseconds; 0 under `--no-times`. */
  durationMs: number;
  /** How many assertions it makes; absent if the audit is from a report of another tool. */
  assertions?: number;
  /** Set when it draws at random. */
  draws?: true;
  /** How many mutants it reaches, probes aside. */
  covers: number;
  /** How many mutants it was seen to kill, probes aside. */
  kills: number;
  /** In how many of these the mutant throws by itself, so that any test would fail; absent for none. */
  crashes?: number;
  /** How many mutants only it kills, of those with `killersComplete`. */
  onlyKiller: number;
}

/** Which tests it takes to notice all that the tests notice. */
export interface NeededTests {
  needed: number;
  /** Ids of the tests that notice something, and only what the needed ones notice too. */
  spare: string[];
  /** Ids of tests that notice the very same breaks, group by group. */
  alike: string[][];
}

/** Whether the limits hold that were set for an audit. */
export interface Gate {
  /**
   * `none`: no limit was set. `undecided`: what was seen does not say whether they hold. `nothing-to-check`: under
   * `--since`, nothing that can be broken has changed.
   */
  status: (typeof gateStatuses)[number];
  /** Why it failed, or why it is not decided. */
  reasons: string[];
}

export const gateStatuses = ['none', 'passed', 'failed', 'undecided', 'nothing-to-check'] as const;

/** What one run was restricted to on the command line; what the configuration restricts holds for every run. */
export interface Part {
  paths?: string[];
  function?: string;
  since?: string;
  staged?: true;
  diff?: string;
  testsOfChange?: true;
  tests?: string[];
  mutators?: string[];
  excludeMutators?: string[];
}

/** In percent with two decimals; `null` where nothing was judged, which is neither good nor bad. */
export type Percent = number | null;

/** Something that limits what the audit says: a file left out, a test not audited. */
export interface Notice {
  kind:
    | 'config-unread'
    | 'file-skipped'
    | 'test-dropped'
    | 'file-dropped'
    | 'test-flaky'
    | 'test-red'
    | 'file-red'
    | 'resumed'
    | 'not-resumable'
    | 'cached'
    | 'not-cached'
    | 'draws-at-random'
    | 'own-process'
    // Only in older audits: now a finding.
    | 'order-dependent'
    | 'rewrite-suspect'
    | 'suite'
    | 'interrupted'
    | 'imported';
  file?: string;
  message: string;
}

export interface PhaseTiming {
  phase:
    | 'discover'
    | 'mutate'
    | 'dry-run'
    | 'mutants'
    | 'confirm'
    | 'tests'
    | 'types'
    | 'judge'
    | 'base'
    | 'verify';
  ms: number;
}

/** The tool from whose report an audit was read, as the report calls it. */
export interface ImportedFrom {
  tool: string;
  version?: string;
}

/** All that one audit found; what `audit.json` holds and what every report is made of. */
export interface Audit {
  schemaVersion: '2';
  toolVersion: string;
  project: {
    /** The project's own name from package.json, or its folder's. */
    name: string;
    /** Absent if the audit is from a report of another tool. */
    runner?: TestRunner;
    /** Version of Vitest, where that is the runner: what schema version 1 had. */
    vitest?: string;
    files: number;
    testFiles: number;
  };
  /** Set if it was read from a report of another tool. Its verdicts are those of that tool: realcov ran nothing. */
  imported?: ImportedFrom;
  /** Absent under `--no-times`, and from the API. */
  made?: Provenance;
  /** Hash of all that it depends on: the files of the project and what is installed; absent under `--no-times`. */
  tree?: string;
  /** The options that shape the result, after defaults. */
  options: Record<string, unknown>;
  timings: PhaseTiming[];
  /** Absent for an audit of all that the project's configuration has in scope. */
  part?: Part;
  /** Under `--since`: what the change made worse. */
  change?: Change;
  realCoverage: { killed: number; valid: number; percent: Percent; percentWithoutTimeouts: Percent };
  claimedCoverage: { covered: number; valid: number; percent: Percent };
  functions: AuditedFunction[];
  mutants: AuditedMutant[];
  tests: AuditedTest[];
  /** Tests that took no part; absent if all did. */
  leftOut?: LeftOutTest[];
  findings: Finding[];
  /** What `realcov generate` found to be otherwise than its contract says. */
  violations?: ContractViolation[];
  /** Under `--leads`. */
  leads?: Lead[];
  /** Under `--killers all`, where every killer is known. */
  needed?: NeededTests;
  notices: Notice[];
  gate: Gate;
  /** Set under `--since` where nothing that can be broken has changed. */
  unchanged?: true;
  /** What the plain test runner said of some of the breaks, under `--verify`. */
  verification?: { seed: number; reproductions: Reproduction[] };
  /** Whether every planned verdict was reached; false after an interruption. */
  complete: boolean;
}
