import type { JobRunner } from '../job-runner.ts';
import type { Job } from '../protocol.ts';

/** The same lab. It calls `onJob` after each job. */
export function counting(lab: JobRunner, onJob: () => void): JobRunner {
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
