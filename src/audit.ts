import { basename } from 'node:path';
import { findBreaks } from './breaks.ts';
import { Clock } from './clock.ts';
import type { Project } from './discover/types.ts';
import { gateOf } from './judge/gate.ts';
import { type Judgement, judge } from './judge/judge.ts';
import { cleanRun } from './lab/clean-run.ts';
import { openLab, serveTexts, testFilesFor } from './lab/open.ts';
import { dropOrRefuse } from './lab/red.ts';
import { runMutants } from './lab/run-mutants.ts';
import { noticesOf } from './lab/stability.ts';
import type { Lab } from './lab/vitest/lab.ts';
import type { Audit } from './model/audit.ts';
import type { InstrumentedFile } from './model/instrumented.ts';
import type { AuditEvents } from './model/progress.ts';
import type { CleanRun, Evidence } from './model/run.ts';
import { Notices } from './notices.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { timeless } from './timeless.ts';
import { TypeErrors } from './type-errors.ts';
import { verify } from './verify.ts';
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
      notices.addAll(noticesOf(run.unstable));
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
  const judged: Audit = {
    ...report(project, options, lab, run, judgement),
    notices: notices.all,
    timings: [],
    complete: !stopped(events),
  };

  // Some of them by hand, if that is asked for.
  const verification =
    judged.complete && options.verify > 0
      ? await verify(judged, project, options, {
          ...events,
          phase: (phase, total) => clock.phase(phase, total),
        })
      : undefined;
  const result: Audit = {
    ...judged,
    ...(verification && { verification }),
    timings: clock.end(),
    complete: !stopped(events),
  };
  return options.times ? result : timeless(result);
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
  return { files: [], tests: [], mutants: [], red: [], unstable: [], interrupted: true };
}

const silent: AuditEvents = { phase: () => {}, advance: () => {}, notice: () => {} };
