import type { Job, JournalLine, TestCosts } from './protocol.ts';

/** How a job ended. `lines` are all lines of its worker. */
export interface JobResult {
  job: Job;
  lines: JournalLine[];
  /** The worker ended before the job: by itself, or killed because its event loop was blocked. */
  died?: 'ended' | 'stuck';
  /** The last audit was interrupted during the job, so missing results are not the mutant's fault. */
  cut?: true;
}

/** May return another job. */
export type OnResult = (result: JobResult) => Job | undefined;

/** The part of the lab that the phases of an audit use. */
export interface JobRunner {
  /**
   * Runs all jobs, and calls `onResult` with each result, which may return another job of the same file. Ends when every job
   * has a result.
   */
  run(jobs: Job[], onResult: OnResult): Promise<void>;
  /** Tells workers which tests of a file pass, and how long they take. Call it before the first file job. */
  knowCosts(costs: (project: string, file: string) => TestCosts): void;
}
