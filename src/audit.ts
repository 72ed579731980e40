import { basename } from 'node:path';
import { findBreaks } from './breaks.ts';
import type { Project } from './discover/types.ts';
import { gateOf } from './judge/gate.ts';
import { type Judgement, judge } from './judge/judge.ts';
import { cleanRun } from './lab/clean-run.ts';
import { openLab, serveTexts, testFilesFor } from './lab/open.ts';
import { dropOrRefuse } from './lab/red.ts';
import { runMutants } from './lab/run-mutants.ts';
import type { Lab } from './lab/vitest/lab.ts';
import type { Audit, Notice, PhaseTiming } from './model/audit.ts';
import type { InstrumentedFile } from './model/instrumented.ts';
import type { AuditEvents, Phase } from './model/progress.ts';
import type { CleanRun, Evidence } from './model/run.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { TypeErrors } from './type-errors.ts';
import { toolVersion } from './version.ts';

/**
 * Breaks every function in scope, runs the suite against every break, and says which breaks a test notices.
 * @throws UserError for what the user can mend; anything else is a bug
 */
export async function audit(options: AuditOptions, events: AuditEvents = silent): Promise<Audit> {
  const clock = new Clock(events);
  const notices = new Notices(events);

  // What there is to break, all of it put into one program while Vitest starts.
  let opening: Promise<Lab> | undefined;
  const failed = new AbortController();
  const breaks = await findBreaks(options, {
    ...events,
    phase: (phase, total) => clock.phase(phase, total),
    notice: (notice) => notices.add(notice),
    found: (project) => {
      opening = openLab(project, options, notices, anyOf(events.signal, failed.signal));
      opening.catch(() => {});
    },
  }).catch(async (error: unknown) => {
    failed.abort();
    await opening?.then(
      (lab) => lab.close(),
      () => {},
    );
    throw error;
  });
  const { project, files } = breaks;
  const run = emptyRun();
  let evidence: Evidence[] = [];
  let types: TypeErrors | undefined;
  let typeErrors: ReadonlyMap<string, string> = new Map();
  const lab = await opening;
  try {
    if (lab && !stopped(events) && files.some(({ mutants }) => mutants.length > 0)) {
      // The suite without any mutant: what passes, what reaches what, at which cost.
      serveTexts(lab, project.root, breaks.all, options.timeoutFactor);
      const tests = await testFilesFor(lab, project, options, breaks.sources);
      clock.phase('dry-run', tests.length);
      Object.assign(run, await cleanRun(lab, project.root, tests, files, (file) => events.advance(1, file)));
      run.interrupted = stopped(events);
      if (!run.interrupted) notices.addAll(await dropOrRefuse(run, lab, project.root));

      if (options.checkTypes) types = typeErrorsIn(project, files, clock, notices, events);

      // The suite against every mutant, and every survivor once more to be sure.
      evidence = await runMutants(lab, run, {
        killers: options.killers,
        onHot: clock.counter('mutants'),
        onFiles: clock.counter('confirm'),
        signal: events.signal ?? new AbortController().signal,
      });

      // Survivors that do not even compile: no test notices them, but types do.
      if (types) typeErrors = await types.among(judge(files, run, evidence).mutants);
    }
  } finally {
    types?.close();
    await lab?.close();
  }

  // Verdicts, from what was seen.
  clock.phase('judge');
  const judgement = judge(files, run, evidence, typeErrors);
  const complete = !stopped(events);
  return {
    ...report(project, options, lab, run, judgement),
    notices: notices.all,
    timings: clock.end(),
    complete,
  };
}

function typeErrorsIn(
  { root }: Project,
  files: InstrumentedFile[],
  clock: Clock,
  notices: Notices,
  { advance, signal }: AuditEvents,
): TypeErrors {
  return new TypeErrors(root, files, {
    onStart: (survivors) => clock.phase('types', survivors),
    onChecked: () => advance(),
    onNotice: (notice) => notices.add(notice),
    signal,
  });
}

function anyOf(first: AbortSignal | undefined, second: AbortSignal): AbortSignal {
  return first ? AbortSignal.any([first, second]) : second;
}

function stopped({ signal }: AuditEvents): boolean {
  return signal?.aborted === true;
}

function report(
  project: Project,
  options: AuditOptions,
  lab: Lab | undefined,
  run: CleanRun,
  judgement: Judgement,
): Omit<Audit, 'notices' | 'timings' | 'complete'> {
  return {
    schemaVersion: '1',
    toolVersion,
    project: {
      name: project.name || basename(project.root),
      vitest: lab?.vitestVersion || project.vitest.version,
      files: project.files.length,
      testFiles: run.files.length,
    },
    options: shown(options),
    ...judgement,
    findings: [],
    gate: gateOf(judgement, options),
  };
}

/** The options that shape the result; not where it goes or how it looks. */
function shown(options: AuditOptions): Record<string, unknown> {
  const {
    paths,
    tests,
    since,
    mutators,
    excludeMutators,
    killers,
    timeoutFactor,
    checkTypes,
    minRealCoverage,
    maxUnproven,
  } = options;
  const all = {
    paths,
    tests,
    function: options.function,
    since,
    mutators,
    excludeMutators,
    killers,
    timeoutFactor,
    checkTypes,
    minRealCoverage,
    maxUnproven,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function emptyRun(): CleanRun {
  return { files: [], tests: [], mutants: [], red: [], interrupted: true };
}

/** Tells the phases apart, for whoever watches and for the report. */
class Clock {
  readonly #events: AuditEvents;
  readonly #timings: PhaseTiming[] = [];
  #current: { phase: Phase; startedAt: number } | undefined;

  constructor(events: AuditEvents) {
    this.#events = events;
  }

  phase(phase: Phase, total?: number): void {
    this.#stop();
    this.#current = { phase, startedAt: performance.now() };
    this.#events.phase(phase, total);
  }

  /** Begins `phase` at its first call; each call says how many of how many are done. */
  counter(phase: Phase): (done: number, of: number) => void {
    let before = 0;
    return (done, of) => {
      if (this.#current?.phase !== phase) this.phase(phase, of);
      this.#events.advance(done - before);
      before = done;
    };
  }

  end(): PhaseTiming[] {
    this.#stop();
    return this.#timings;
  }

  #stop(): void {
    if (!this.#current) return;
    const { phase, startedAt } = this.#current;
    this.#timings.push({ phase, ms: Math.round(performance.now() - startedAt) });
    this.#current = undefined;
  }
}

class Notices {
  readonly all: Notice[] = [];
  readonly #events: AuditEvents;

  constructor(events: AuditEvents) {
    this.#events = events;
  }

  add(notice: Notice): void {
    this.all.push(notice);
    this.#events.notice(notice);
  }

  addAll(notices: Notice[]): void {
    for (const notice of notices) this.add(notice);
  }
}

const silent: AuditEvents = { phase: () => {}, advance: () => {}, notice: () => {} };
