import type { JobResult } from '../job-runner.ts';
import type { Job } from '../protocol.ts';

/** Results that wait for the jobs beside them. If one of those spoils the copy of the project, the results prove nothing. */
export class HeldResults {
  readonly #deliver: (result: JobResult) => void;
  #held: { result: JobResult; until: Set<Job> }[] = [];

  constructor(deliver: (result: JobResult) => void) {
    this.#deliver = deliver;
  }

  /** @param until jobs under way that may spoil the copy; none, and the result is delivered at once */
  add(result: JobResult, until: Set<Job>): void {
    if (until.size === 0) this.#deliver(result);
    else this.#held.push({ result, until });
  }

  /** The job has ended and has spoilt nothing. */
  ended(job: Job): void {
    const held = this.#held;
    this.#held = [];
    for (const { result, until } of held) {
      until.delete(job);
      this.add(result, until);
    }
  }

  /** The copy was spoilt. Drops the results; their jobs have to run again. */
  takeBack(): Job[] {
    const jobs = this.#held.map(({ result }) => result.job);
    this.#held = [];
    return jobs;
  }
}
