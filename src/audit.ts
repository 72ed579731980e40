import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { findBreaks } from './breaks.ts';
import { Clock } from './clock.ts';
import { withContracts } from './contract/audited.ts';
import { projectState } from './discover/state.ts';
import type { Project } from './discover/types.ts';
import { examine } from './examine.ts';
import { noticesOfChance } from './judge/chance.ts';
import { judgeCouplings } from './judge/coupled.ts';
import { withDecisions } from './judge/decisions.ts';
import { gateOf } from './judge/gate.ts';
import { type Judgement, judge } from './judge/judge.ts';
import { neededTests } from './judge/needed.ts';
import { openLab } from './lab/open.ts';
import type { Lab } from './lab/vitest/lab.ts';
import type { Audit } from './model/audit.ts';
import type { AuditEvents } from './model/progress.ts';
import type { CleanRun } from './model/run.ts';
import { Notices } from './notices.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { shapingOptions } from './options/shapes.ts';
import { reader } from './reader.ts';
import { askRoles } from './roles.ts';
import { readDecisions } from './store/decisions.ts';
import { keptFolder } from './store/kept.ts';
import { findTheater } from './theater/index.ts';
import { findLeads } from './theater/leads.ts';
import { testFiles } from './theater/test-file.ts';
import { timeless } from './timeless.ts';
import { verify } from './verify.ts';
import { toolVersion } from './version.ts';

/**
 * Breaks every function in scope, runs the suite against every break, and says which breaks a test notices.
 * @throws UserError for what the user can mend; anything else is a bug
 */
export async function audit(options: AuditOptions, events: AuditEvents = silent): Promise<Audit> {
  const clock = new Clock(events);
  const notices = new Notices(events);
  const decisions = readDecisions(options.root);
  const state = stateOf(options);
  state.catch(() => {});

  // What there is to break, all of it put into one program while Vitest starts.
  let opening: Promise<Lab> | undefined;
  const failed = new AbortController();
  const watch: AuditEvents = {
    ...events,
    phase: (phase, total) => clock.phase(phase, total),
    notice: (notice) => notices.add(notice),
  };
  const breaks = await findBreaks(options, watch, (found) => {
    opening = openLab(found, options, notices, anyOf(events.signal, failed.signal));
    return opening.then((lab) => askRoles(lab, found, options));
  }).catch(async (error: unknown) => {
    failed.abort();
    await opening?.then(
      (lab) => lab.close(),
      () => {},
    );
    throw error;
  });
  const { project, files } = breaks;

  // What the suite does without any mutant, and against every one.
  const open = testFiles(reader(project.root));
  const { run, evidence, typeErrors, couplings, twins } = await examine(
    await opening,
    breaks,
    state,
    options,
    { clock, notices, events, open, decisions },
  );

  // Verdicts, from what was seen, and from what people decided of breaks that no test notices.
  clock.phase('judge');
  const breaksJudged = judge(files, run, evidence, typeErrors);
  const coupled = judgeCouplings(couplings, run);
  notices.addAll(coupled.notices);
  notices.addAll(noticesOfChance(breaksJudged));
  const judgement = withDecisions(
    {
      ...breaksJudged,
      functions: withContracts(breaksJudged.functions, breaks),
      mutants: [...breaksJudged.mutants, ...coupled.mutants],
    },
    decisions,
  );
  const names = new Map(files.flatMap(({ functions }) => functions.map(({ id, name }) => [id, name])));
  const findings = findTheater({
    run,
    evidence,
    couplings: coupled.couplings,
    twins,
    part: breaks.sources,
    open,
    allKillers: options.killers === 'all',
    nameOf: (id) => names.get(id),
  });
  const needed = options.killers === 'all' ? neededTests(judgement.tests, judgement.mutants) : undefined;
  const judged: Audit = {
    ...report(project, options, run, judgement),
    findings,
    ...(options.leads && {
      leads: findLeads(run, open, twins, new Set(findings.map(({ testId }) => testId))),
    }),
    ...(needed && { needed }),
    tree: hashOf(await state),
    gate: { status: 'none', reasons: [] },
    notices: notices.all,
    timings: [],
    complete: !stopped(events),
    ...(breaks.unchanged && !stopped(events) && { unchanged: true as const }),
  };

  // Some of them by hand, if that is asked for.
  const verification =
    judged.complete && options.verify > 0
      ? await verify(judged, project, options, {
          ...events,
          phase: (phase, total) => clock.phase(phase, total),
        })
      : undefined;
  const measured: Audit = {
    ...judged,
    ...(verification && { verification }),
    timings: clock.end(),
    complete: !stopped(events),
  };
  const result = { ...measured, gate: gateOf(measured, options) };
  return options.times ? result : timeless(result);
}

/** What a project depends on at this moment, its own reports aside. */
function stateOf({ root, outDir }: AuditOptions): Promise<string[]> {
  return projectState(root, [outDir, join(root, keptFolder)]);
}

function hashOf(state: string[]): string {
  return createHash('sha256').update(state.join('\n')).digest('hex');
}

/** What an audit of the project as it is now would have as `tree`. */
export async function treeOf(options: AuditOptions): Promise<string> {
  return hashOf(await stateOf(options));
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
  run: CleanRun,
  judgement: Judgement,
): Omit<Audit, 'findings' | 'gate' | 'notices' | 'timings' | 'complete'> {
  return {
    schemaVersion: '1',
    toolVersion,
    project: {
      name: project.name || basename(project.root),
      vitest: project.vitest.version,
      files: project.files.length,
      testFiles: run.files.length,
    },
    options: shapingOptions(options),
    ...(options.part && { part: options.part }),
    ...judgement,
    ...(run.leftOut.length > 0 && { leftOut: run.leftOut }),
  };
}

const silent: AuditEvents = { phase: () => {}, advance: () => {}, notice: () => {} };
