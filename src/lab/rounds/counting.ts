import type { Job } from '../protocol.ts';
import type { Runner } from '../runner.ts';

/** The same lab, which says after each job that one more is done. */
export function counting(lab: Runner, onJob: () => void): Runner {
  return {
    knowCosts: (costs) => lab.knowCosts(costs),
    run: (jobs: Job[], onResult) =>
      lab.run(jobs, (result) => {
        const next = onResult(result);
        onJob();
        return next;
      }),
  };
}
