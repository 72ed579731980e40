import { fileURLToPath } from 'node:url';
import type { Breaks } from './breaks.ts';
import type { Clock } from './clock.ts';
import { findCouplings } from './coupled.ts';
import { EarlyVerdicts } from './early-verdicts.ts';
import { UserError } from './errors.ts';
import { judge } from './judge/judge.ts';
import { runCleanSuite } from './lab/clean-suite.ts';
import { counting } from './lab/counting.ts';
import type { Ledger } from './lab/ledger.ts';
import { noticesOfUnrelated, serveTexts, testFilesFor } from './lab/open.ts';
import { ResumingRunner } from './lab/resuming.ts';
import { runMutants } from './lab/run-mutants.ts';
import type { Lab } from './lab/vitest/lab.ts';
import type { Notice } from './model/audit.ts';
import type { Decision } from './model/decision.ts';
import type { EvidenceOf } from './model/evidence.ts';
import type { AuditEvents } from './model/progress.ts';
import type { CleanRun, Coupling, RunFile } from './model/run.ts';
import type { Notices } from './notices.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { runPlainly } from './plain-check.ts';
import { noteResumed, openLedger } from './resume.ts';
import { accusedBy } from './theater/accused.ts';
import { calledProbes } from './theater/called.ts';
import type { TestFile } from './theater/test-file.ts';
import { findTwins, type TwinGroup } from './theater/twins.ts';
import { TypeErrors } from './type-errors.ts';

const plainTextModule = fileURLToPath(
  new URL(`./instrument/plain-text${import.meta.url.slice(-3)}`, import.meta.url),
);

/** All that an audit sees. */
export interface Seen {
  run: CleanRun;
  evidence: EvidenceOf;
  /** Why mutants do not compile, by their ids. */
  typeErrors: ReadonlyMap<string, string>;
  /** Tests that may be copies of each other. */
  twins: TwinGroup[];
  /** Tests that fail where only the way changed in which the code does what it does. */
  couplings: Coupling[];
}

interface Watch {
  /** Reads test files, each once. */
  open(file: string): TestFile | undefined;
  /** What people decided of breaks. */
  decisions: readonly Decision[];
  clock: Clock;
  notices: Notices;
  events: AuditEvents;
}

/**
 * Runs the suite without any mutant, then against every one, and closes the lab. What an interrupted audit of the same
 * inputs has seen is not run again.
 * @param lab undefined if it was not wanted
 * @param state of the project on the disk
 * @throws UserError if there are no tests, or the suite is red
 */
export async function examine(
  lab: Lab | undefined,
  breaks: Breaks,
  state: Promise<string[]>,
  options: AuditOptions,
  { clock, notices, events, open, decisions }: Watch,
): Promise<Seen> {
  const { project, files, all, sources } = breaks;
  const seen: Seen = {
    run: emptyRun(),
    evidence: new Map(),
    typeErrors: new Map(),
    twins: [],
    couplings: [],
  };
  let ledger: Ledger | undefined;
  let types: TypeErrors | undefined;
  try {
    if (!lab || stopped(events)) return seen;
    serveTexts(lab, project.root, all, options, plainTextModule);
    // Asked although there may be nothing to break: a `--tests` that matches nothing is a mistake all the same.
    const tests = await testFilesFor(lab, project, options, sources);
    notices.addAll(noticesOfUnrelated(tests, lab.files, options.tests, sources));
    if (files.every(({ mutants }) => mutants.length === 0)) return seen;
    ledger = await openLedger(lab, options, breaks, tests, await state, notices);
    const runner = new ResumingRunner(lab, ledger, project.root);
    const signal = events.signal ?? new AbortController().signal;

    // What passes, what reaches what, at which cost.
    clock.phase('dry-run', tests.length);
    const { run } = seen;
    const clean = await runCleanSuite(lab, runner, {
      root: project.root,
      tests,
      files,
      onFile: (file) => events.advance(1, file),
      findsUnstable: options.without !== 'proof',
      isStopped: () => stopped(events),
      runPlain: (files) => runPlainly(files, project, options, lab.isContained, signal),
      leavesOutRed: options.leaveOutRed,
      mayLackTests: options.mayLackTests === true,
    });
    Object.assign(run, clean.run);
    notices.addAll(clean.notices);

    if (options.checkTypes) types = typeErrorsIn(breaks, { clock, notices, events });

    // What is broken from here on may do no more than that.
    lab.hold(clean.touches);

    // With only some of the mutators, tests look more alike than they are.
    if (options.without !== 'findings' && options.mutators.length === 0) seen.twins = findTwins(run, open);
    // Every mutant, and every survivor once more to be sure.
    const names = new Map(files.flatMap(({ functions }) => functions.map(({ id, name }) => [id, name])));
    const early = events.verdicts && new EarlyVerdicts(files, run, decisions, events.verdicts);
    const onTests = clock.counter('tests');
    let examined = 0;
    const onTest = () => onTests(++examined);
    seen.evidence = await runMutants(runner, run, {
      killers: options.killers,
      confirms: options.without !== 'proof',
      finds: options.without !== 'findings',
      onHot: clock.counter('mutants'),
      onFiles: clock.counter('confirm'),
      onTest,
      accused: (evidence) => accusedBy({ run, evidence, part: sources, open }),
      ...(early && { onSeen: (evidence, mutants) => early.seen(evidence, mutants) }),
      twins: seen.twins.map(({ twins }) => twins.map(({ test }) => test.index)),
      called: calledProbes(run, open, (id) => names.get(id)),
      signal,
    });
    notices.addAll(run.files.filter(({ apart }) => apart).map(ownProcess));
    seen.couplings = await findCouplings(
      { lab, runner: counting(runner, onTest), breaks, run, options, signal },
      seen.evidence,
    );
    noteResumed(ledger, runner.reused, notices);

    // Survivors that do not even compile: no test notices them, but types do.
    if (types) seen.typeErrors = await types.among(judge(files, run, seen.evidence).mutants);
    if (!stopped(events)) ledger.discard();
    return seen;
  } catch (error) {
    // What the user mends may lie outside of the project, where nothing tells that it changed.
    if (error instanceof UserError) ledger?.discard();
    throw error;
  } finally {
    types?.close();
    await lab?.close();
    ledger?.close();
  }
}

function ownProcess({ file }: RunFile): Notice {
  const message =
    'its tests do not do the same in a process that has run them before, so that each break has a process of its own';
  return { kind: 'own-process', file, message };
}

function typeErrorsIn(
  { project, files }: Breaks,
  { clock, notices, events }: Pick<Watch, 'clock' | 'notices' | 'events'>,
): TypeErrors {
  return new TypeErrors(project.root, files, {
    onStart: (survivors) => clock.phase('types', survivors),
    onChecked: () => events.advance(),
    onNotice: (notice) => notices.add(notice),
    signal: events.signal,
  });
}

function stopped({ signal }: AuditEvents): boolean {
  return signal?.aborted === true;
}

function emptyRun(): CleanRun {
  return { files: [], tests: [], mutants: [], red: [], unstable: [], leftOut: [], interrupted: true };
}
