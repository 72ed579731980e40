import type { Breaks } from './breaks.ts';
import type { Clock } from './clock.ts';
import { findCouplings } from './coupled.ts';
import { EarlyVerdicts } from './early-verdicts.ts';
import { UserError } from './errors.ts';
import { judge } from './judge/judge.ts';
import { runCleanSuite } from './lab/clean-suite.ts';
import type { Ledger } from './lab/ledger.ts';
import { serveTexts, testFilesFor } from './lab/open.ts';
import { ResumingRunner } from './lab/resuming.ts';
import { runMutants } from './lab/run-mutants.ts';
import type { Lab } from './lab/vitest/lab.ts';
import type { Decision } from './model/decision.ts';
import type { AuditEvents } from './model/progress.ts';
import type { CleanRun, Coupling, Evidence } from './model/run.ts';
import type { Notices } from './notices.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { noteResumed, openLedger } from './resume.ts';
import { calledProbes } from './theater/called.ts';
import type { TestFile } from './theater/test-file.ts';
import { findTwins, type TwinGroup } from './theater/twins.ts';
import { TypeErrors } from './type-errors.ts';

/** All that an audit sees. */
export interface Seen {
  run: CleanRun;
  evidence: Evidence[];
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
  const seen: Seen = { run: emptyRun(), evidence: [], typeErrors: new Map(), twins: [], couplings: [] };
  let ledger: Ledger | undefined;
  let types: TypeErrors | undefined;
  try {
    if (!lab || stopped(events)) return seen;
    serveTexts(lab, project.root, all, options);
    // Asked although there may be nothing to break: a `--tests` that matches nothing is a mistake all the same.
    const tests = await testFilesFor(lab, project, options, sources);
    if (files.every(({ mutants }) => mutants.length === 0)) return seen;
    ledger = await openLedger(options, breaks, tests, await state, notices);
    const runner = new ResumingRunner(lab, ledger);

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
    });
    Object.assign(run, clean.run);
    notices.addAll(clean.notices);

    if (options.checkTypes) types = typeErrorsIn(breaks, { clock, notices, events });

    // What is broken from here on may do no more than that.
    lab.hold(clean.touches);

    // With only some of the mutators, tests look more alike than they are.
    if (options.without !== 'findings' && options.mutators.length === 0) seen.twins = findTwins(run, open);
    // Every mutant, and every survivor once more to be sure.
    const signal = events.signal ?? new AbortController().signal;
    const names = new Map(files.flatMap(({ functions }) => functions.map(({ id, name }) => [id, name])));
    const early = events.verdicts && new EarlyVerdicts(files, run, decisions, events.verdicts);
    seen.evidence = await runMutants(runner, run, {
      killers: options.killers,
      confirms: options.without !== 'proof',
      finds: options.without !== 'findings',
      onHot: clock.counter('mutants'),
      onFiles: clock.counter('confirm'),
      ...(early && { onSeen: (evidence, mutants) => early.seen(evidence, mutants) }),
      twins: seen.twins.map(({ twins }) => twins.map(({ test }) => test.index)),
      called: calledProbes(run, open, (id) => names.get(id)),
      signal,
    });
    seen.couplings = await findCouplings({ lab, runner, breaks, run, options, signal }, seen.evidence);
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
  return { files: [], tests: [], mutants: [], red: [], unstable: [], interrupted: true };
}
