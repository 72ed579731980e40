import type { JobResult, JobRunner } from '../job-runner.ts';
import type { Job } from '../protocol.ts';

/** The same lab. After each result it also passes on the ids of the mutants that were run. */
export function withProgress(lab: JobRunner, onSeen: (mutants: ReadonlySet<string>) => void): JobRunner {
  return {
    knowCosts: (costs) => lab.knowCosts(costs),
    run: (jobs, onResult) =>
      lab.run(jobs, (result) => {
        const next: Job | undefined = onResult(result);
        onSeen(mutantsOf(result));
        return next;
      }),
  };
}

function mutantsOf({ job, lines }: JobResult): ReadonlySet<string> {
  if (job.kind === 'file') return new Set([job.mutant.id]);
  return new Set(lines.flatMap((line) => (line.kind === 'pair' ? line.mutant : [])));
}
