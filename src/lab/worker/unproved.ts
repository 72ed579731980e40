import type { FileRun } from './job-run.ts';
import type { TurnOutcome, TurnPlan } from './test-turn.ts';

/**
 * A run without its clean turns: each of them counts as passed. It shows the cost of an audit that believes every failure.
 * Only the bench asks for it, to measure what the proofs cost.
 */
export function unproved(run: FileRun): FileRun {
  return { ...run, plan: (test, key) => withoutClean(run.plan(test, key)) };
}

const passed: TurnOutcome = { state: 'pass', reached: false, wallClock: false, steps: 0, ms: 0 };

function* withoutClean(plan: TurnPlan): TurnPlan {
  let step = plan.next();
  while (!step.done) {
    const isClean = step.value.mutant === undefined && !step.value.goesOn;
    step = plan.next(isClean ? passed : yield step.value);
  }
}
