import type { HotJob } from '../protocol.ts';
import { hotPlan, Wanted } from './hot-plan.ts';
import type { FileRun, Write } from './job-run.ts';
import { cleanTurn as clean, type Limits, type TurnPlan } from './test-turn.ts';

/** The load of a hot job: planned tests are repeated in place, with one mutant in each turn. */
export function hotRun(job: HotJob, limits: Limits, write: Write): FileRun {
  const plans = new Map(job.plans.map((plan) => [plan.test, plan]));
  const wanted = new Wanted(job.wanted);
  return {
    loadTurn: clean,
    ...(!job.wholeFile && {
      select: (keys) => new Set([...keys].filter((key) => plans.has(key))),
    }),
    plan(_test, key) {
      const plan = plans.get(key);
      return plan ? hotPlan(plan, job.mutants, wanted, limits, write) : once();
    },
    finish: () => undefined,
  };
}

function* once(): TurnPlan {
  yield clean;
}
