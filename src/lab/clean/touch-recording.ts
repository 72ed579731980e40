import type { TouchRecord } from '../../guard/touches.ts';
import type { JobRunner } from '../job-runner.ts';

/** The same lab. What its tests do to files and processes is added to the record. */
export function recording(lab: JobRunner, record: TouchRecord): JobRunner {
  return {
    knowCosts: (costs) => lab.knowCosts(costs),
    run: (jobs, onResult) =>
      lab.run(jobs, (result) => {
        for (const line of result.lines) if (line.kind === 'touches') record.add(line.touches);
        return onResult(result);
      }),
  };
}
