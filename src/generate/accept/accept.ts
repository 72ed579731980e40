import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { audit as runAudit } from '../../audit.ts';
import { SuiteIsRed, UserError } from '../../errors.ts';
import { neededTests } from '../../judge/needed.ts';
import type { Sandbox } from '../../lab/sandbox.ts';
import type { Audit } from '../../model/audit.ts';
import type { AuditEvents } from '../../model/progress.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { removeWithin, writableWithin } from '../../store/inside-root.ts';
import type { CommonJs } from '../embedded/common-js.ts';
import { type TypeProblem, typeErrorsOf } from '../types/type-check.ts';
import type { TestStyle } from '../write/style.ts';
import { type Candidate, writeFile } from '../write/write.ts';
import { guarded, guardLines } from './forbidding-lines.ts';

/** The candidates for one source, and the file in which they are tried. */
export interface Trial {
  source: string;
  /** Relative to the root: a path that the test runner takes for a test file. */
  file: string;
  specifier: string;
  style: TestStyle;
  candidates: Candidate[];
}

/** A test that is not accepted. */
export interface Rejection {
  candidate: Candidate;
  reason: string;
  /** The test runner's message, if it fails on the original. */
  error?: string;
}

export interface Judged {
  accepted: Candidate[];
  rejected: Rejection[];
  /** Ids of the breaks that the accepted tests notice, in all and each. */
  noticed: Set<string>;
  notices: Map<Candidate, string[]>;
  /** The breaks that they reach, noticed or not. */
  reaches: Map<Candidate, ReadonlySet<string>>;
  /** Those that never end. */
  endless: Set<string>;
}

export interface AcceptContext {
  /** The copy of the project. */
  options: AuditOptions;
  sandbox: Sandbox | undefined;
  /** The modules that run where tests run, on Jest. */
  commonJs: CommonJs | undefined;
  /** Ids of the breaks that no test notices yet. */
  targeted: ReadonlySet<string>;
  events: AuditEvents;
}

const maxTries = 12;

/**
 * Accepts the candidates that are proven to notice breaks. An audit of the project with these tests alone runs them on
 * the original: in their own order, in place, in reverse order and with every rewrite of the code; and against every
 * break. Of tests that add nothing to the others, only some are kept.
 */
export async function accept(trials: Trial[], context: AcceptContext): Promise<Judged> {
  try {
    return await acceptTogether(trials, context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // One of them keeps the test runner from running any. Run alone, each shows whether it is the one.
    const [only, ...more] = trials;
    if (only && more.length === 0)
      return {
        ...nothingJudged(),
        rejected: only.candidates.map((candidate) => ({
          candidate,
          reason: `it does not run: ${error.message}`,
        })),
      };
    const each: Judged[] = [];
    for (const trial of trials) each.push(await accept([trial], context));
    return together(each);
  }
}

export function nothingJudged(): Judged {
  return {
    accepted: [],
    rejected: [],
    noticed: new Set(),
    notices: new Map(),
    reaches: new Map(),
    endless: new Set(),
  };
}

export function together(all: Judged[]): Judged {
  return {
    accepted: all.flatMap(({ accepted }) => accepted),
    rejected: all.flatMap(({ rejected }) => rejected),
    noticed: new Set(all.flatMap(({ noticed }) => [...noticed])),
    notices: new Map(all.flatMap(({ notices }) => [...notices])),
    reaches: new Map(all.flatMap(({ reaches }) => [...reaches])),
    endless: new Set(all.flatMap(({ endless }) => [...endless])),
  };
}

async function acceptTogether(trials: Trial[], context: AcceptContext): Promise<Judged> {
  const { options, events } = context;
  const rejected: Judged['rejected'] = [];
  if (trials.length > 0) events.phase('try');
  try {
    let open = typeChecked(trials, options.root, rejected);
    for (let time = 1; ; time++) {
      open = open.filter(({ candidates }) => candidates.length > 0);
      if (open.length === 0) return { ...nothingJudged(), rejected };
      for (const trial of open) write(trial, options.root, guardLines(context.commonJs?.forbidden));
      const seen = await auditOf(open, context);
      if (!(seen instanceof SuiteIsRed)) return judged(open, seen, context.targeted, rejected);
      const failing = failuresIn(seen, open);
      if (failing.size === 0 || time === maxTries) throw seen;
      open = withoutFailing(open, failing, rejected);
    }
  } finally {
    for (const { file } of trials) removeWithin(options.root, file);
  }
}

function typeChecked(trials: Trial[], root: string, rejected: Judged['rejected']): Trial[] {
  for (const trial of trials) write(trial, root);
  const problems = typeErrorsOf(
    root,
    trials.map(({ file }) => file),
  );
  return trials.flatMap((trial) => {
    const errors = (problems.get(trial.file) ?? []).filter((each) => !isOfGlobal(each, trial.style));
    const lines = writeFile(trial.candidates, trial.specifier, trial.style).split('\n');
    return without(
      [trial],
      (candidate) => {
        const first = firstLineOf(candidate, lines);
        const error = errors.find(
          ({ line }) => first <= line && line < first + candidate.text.split('\n').length,
        );
        return error && `it does not compile: ${error.message}`;
      },
      rejected,
    );
  });
}

/** A global of the test runner, whose types are not installed or not listed: the project's own tests have the same error. */
function isOfGlobal({ message }: TypeProblem, { globals }: TestStyle): boolean {
  return globals && /^TS(2304|2582|2593): Cannot find name '(describe|it|test|expect|jest)'/.test(message);
}

/** 1-based. */
function firstLineOf({ text }: Candidate, lines: string[]): number {
  const first = text.split('\n')[0]!;
  return lines.findIndex((line) => line.trim() === first) + 1;
}

/** Writes the test file of a trial. */
export function write({ file, candidates, specifier, style }: Trial, root: string, guard = ''): void {
  const path = writableWithin(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, writeFile(candidates, specifier, style) + guard);
}

async function auditOf(
  trials: Trial[],
  { options, sandbox, events }: AcceptContext,
): Promise<Audit | SuiteIsRed> {
  try {
    return await runAudit(
      {
        ...options,
        paths: trials.map(({ source }) => source),
        tests: trials.map(({ file }) => file),
        killers: 'all',
        checkTypes: false,
        verify: 0,
        resume: false,
        leads: false,
        // All of these have to pass. Some may turn out to be no tests.
        leaveOutRed: false,
        mayLackTests: true,
        ...(sandbox && { sandbox }),
      },
      { phase() {}, advance() {}, notice() {}, ...(events.signal && { signal: events.signal }) },
    );
  } catch (error) {
    if (error instanceof SuiteIsRed) return error;
    throw error;
  }
}

/** The candidates that fail on the original, with their messages. */
function failuresIn({ failures }: SuiteIsRed, trials: Trial[]): Map<Candidate, string> {
  const failing = new Map<Candidate, string>();
  for (const { file, candidates } of trials) {
    for (const candidate of candidates) {
      const name = `${candidate.suite} > ${candidate.name}`;
      const failure = failures.find((each) => each.file === file && each.test === name);
      if (failure) failing.set(candidate, failure.error);
    }
  }
  return failing;
}

function withoutFailing(
  trials: Trial[],
  failing: ReadonlyMap<Candidate, string>,
  rejected: Rejection[],
): Trial[] {
  return trials.map((trial) => ({
    ...trial,
    candidates: trial.candidates.filter((candidate) => {
      const error = failing.get(candidate);
      if (error?.includes(guarded)) rejected.push({ candidate, reason: guarded });
      else if (error !== undefined)
        rejected.push({ candidate, reason: `it fails on the original: ${error}`, error });
      return error === undefined;
    }),
  }));
}

function without<T extends { candidates: Candidate[] }>(
  trials: T[],
  why: (candidate: Candidate) => string | undefined,
  rejected: Judged['rejected'],
): T[] {
  return trials.map((trial) => {
    const kept = trial.candidates.filter((candidate) => {
      const reason = why(candidate);
      if (reason !== undefined) rejected.push({ candidate, reason });
      return reason === undefined;
    });
    return { ...trial, candidates: kept };
  });
}

/** Sorted by their results in the audit. */
function judged(
  trials: Trial[],
  audit: Audit,
  targeted: ReadonlySet<string>,
  rejected: Judged['rejected'],
): Judged {
  const ids = new Map(audit.tests.map(({ id, file, name }) => [`${file}\n${name}`, id]));
  const idOf = new Map<Candidate, string>();
  const findings = new Map(audit.findings.map((finding) => [finding.testId, finding]));
  const mutants = audit.mutants.filter(({ id }) => targeted.has(id));
  const sound = without(
    trials,
    (candidate) => {
      const trial = trials.find(({ candidates }) => candidates.includes(candidate))!;
      const id = ids.get(`${trial.file}\n${candidate.suite} > ${candidate.name}`);
      if (id === undefined) return 'it does not always pass';
      idOf.set(candidate, id);
      const finding = findings.get(id);
      if (finding && finding.severity !== 'info' && finding.kind !== 'copy-paste')
        return `it is ${finding.kind}`;
      return mutants.some(({ killedBy }) => killedBy.includes(id))
        ? undefined
        : 'it notices none of the breaks';
    },
    rejected,
  ).flatMap(({ candidates }) => candidates);
  const kept = new Set(sound.map((candidate) => idOf.get(candidate)!));
  const noticed = mutants
    .map((mutant) => ({
      ...mutant,
      killedBy: mutant.killedBy.filter((id) => kept.has(id)),
      killersComplete: true,
    }))
    .filter(({ killedBy }) => killedBy.length > 0);
  const spare = new Set(neededTests(audit.tests, noticed)?.spare);
  const accepted = sound.filter((candidate) => !spare.has(idOf.get(candidate)!));
  for (const candidate of sound)
    if (!accepted.includes(candidate)) rejected.push({ candidate, reason: 'redundant' });
  const notices = accepted.map((candidate): [Candidate, string[]] => [
    candidate,
    noticed.filter(({ killedBy }) => killedBy.includes(idOf.get(candidate)!)).map(({ id }) => id),
  ]);
  const reaches = accepted.map((candidate): [Candidate, Set<string>] => [
    candidate,
    new Set(mutants.filter(({ coveredBy }) => coveredBy.includes(idOf.get(candidate)!)).map(({ id }) => id)),
  ]);
  return {
    accepted,
    rejected,
    noticed: new Set(noticed.map(({ id }) => id)),
    notices: new Map(notices),
    reaches: new Map(reaches),
    endless: new Set(mutants.filter(({ status }) => status === 'timeout').map(({ id }) => id)),
  };
}
