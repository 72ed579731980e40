import { type CleanSuiteOptions, runCleanSuite } from '../lab/clean/clean-suite.ts';
import { isWantedTest } from '../lab/open.ts';
import { runMutants as runAgainst } from '../lab/rounds/run-mutants.ts';
import type { Notice } from '../model/audit.ts';
import type { EvidenceOf } from '../model/evidence.ts';
import type { CleanRun, RunFile } from '../model/run.ts';
import { withFirst } from './budget.ts';
import type { AuditContext } from './context.ts';
import { runPlainly } from './plain-check.ts';
import type { Questions } from './questions.ts';
import type { Suite } from './suite.ts';

/** Which test files run first where time is short, and which run in reverse order too, to find tests that depend on others. */
export type Order = Pick<CleanSuiteOptions, 'placeOf' | 'isReversed'>;

/**
 * Runs the suite without any mutant: which tests pass, what each reaches, how long it takes. From then on, broken code may
 * only do what the clean suite did.
 * @throws UserError if tests fail
 */
export async function runClean(
  { breaks, lab, tests, runner, rows }: Suite,
  { options, clock, notices, events, signal, budget }: AuditContext,
  order: Order = {},
): Promise<CleanRun> {
  const { project, files } = breaks;
  clock.phase('dry-run', tests.length);
  const clean = await runCleanSuite(lab, runner, {
    root: project.root,
    tests,
    unrunnable: lab.roles.unrunnable.filter(isWantedTest(project.root, options)),
    files,
    onFile: (file) => events.advance(1, file),
    findsUnstable: options.without !== 'proof',
    ...(budget.msForClean && { msLeft: budget.msForClean }),
    ...order,
    isStopped: () => signal.aborted,
    runPlain: (red) => runPlainly(red, project, options, lab.isContained, signal),
    leavesOutRed: options.leaveOutRed,
    mayLackTests: options.mayLackTests === true,
  });
  notices.addAll(clean.notices);
  lab.hold(clean.touches);
  rows?.runner.hold(clean.touches);
  return clean.run;
}

/** Runs the suite with every mutant, and confirms survivors. */
export async function runMutants(
  { runner }: Suite,
  run: CleanRun,
  { twins, called, accused, onSeen, wantsEveryKiller, comesFirst }: Questions,
  onTest: () => void,
  { options, clock, notices, signal, budget }: AuditContext,
): Promise<EvidenceOf> {
  const evidence = await runAgainst(runner, run, {
    killers: options.killers,
    confirms: options.without !== 'proof',
    finds: options.without !== 'findings',
    onHot: clock.counter('mutants'),
    onFiles: clock.counter('confirm'),
    onTest,
    accused,
    ...(onSeen && { onSeen }),
    ...(wantsEveryKiller && { wantsEveryKiller }),
    twins: twins.map((group) => group.twins.map(({ test }) => test.index)),
    called,
    ...(budget.forBreaks && { budget: withFirst(budget.forBreaks, comesFirst) }),
    signal,
  });
  notices.addAll(run.files.filter(({ apart }) => apart).map(ownProcess));
  return evidence;
}

function ownProcess({ file }: RunFile): Notice {
  const message =
    'its tests do not do the same in a process that has run them before, so that each break has a process of its own';
  return { kind: 'own-process', file, message };
}
