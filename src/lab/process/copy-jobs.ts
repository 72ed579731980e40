import type { JobResult } from '../job-runner.ts';
import type { Job, JournalLine } from '../protocol.ts';
import { HeldResults } from './held-results.ts';

/**
 * Jobs that share one copy of the project: which of them may spoil it, what has to wait until it is known that none has,
 * and who is to blame if one has.
 */
export class CopyJobs {
  readonly #held: HeldResults;
  /** Test files that start no other program in the clean run. They cannot spoil the copy. */
  readonly #calm = new Set<string>();
  /** Jobs that found the copy spoilt when another job may have done it. They run again without such a job beside them. */
  readonly #suspects = new Set<Job>();

  constructor(deliver: (result: JobResult) => void) {
    this.#held = new HeldResults(deliver);
  }

  /** @param beside jobs under way */
  mayRun(job: Job, beside: Job[]): boolean {
    if (this.#suspects.has(job)) return !this.#risky(beside).size;
    return !this.#isRisky(job) || !beside.some((other) => this.#suspects.has(other));
  }

  /** Delivers its result when no running job can have spoilt the copy before. */
  ended(result: JobResult, underWay: Job[]): void {
    const { job, lines } = result;
    const touches = lines.find((line) => line.kind === 'touches');
    if (touches && !touches.unseen) this.#calm.add(job.file);
    this.#suspects.delete(job);
    this.#held.add(result, this.#risky(underWay));
    this.#held.ended(job);
  }

  /** Its worker is gone, and it is run again. */
  takenBack(job: Job): void {
    this.#held.ended(job);
  }

  /**
   * The job found that the copy is spoilt. Whether a job beside it may have done that: then it is to be run again, and
   * beside no such job.
   */
  isDoubtful(job: Job, beside: Job[]): boolean {
    if (this.#risky(beside).size === 0) return false;
    this.#suspects.add(job);
    return true;
  }

  /** The copy was spoilt. Returns the jobs whose results were not delivered: they have to run again. */
  spoilt(): Job[] {
    return this.#held.takeBack();
  }

  #risky(jobs: Job[]): Set<Job> {
    return new Set(jobs.filter((job) => this.#isRisky(job)));
  }

  #isRisky({ file }: Job): boolean {
    return !this.#calm.has(file);
  }
}

/** Whether the worker found the copy spoilt. */
export function foundHarm(lines: JournalLine[]): boolean {
  return lines.some(({ kind }) => kind === 'harm');
}
