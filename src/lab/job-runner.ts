import type { Job, JournalLine, TestCosts } from './protocol.ts';

/** How a job ended; `lines` is all that its worker said of it. */
export interface JobResult {
  job: Job;
  lines: JournalLine[];
  /** The worker ended first: by itself, or killed because its event loop stood still. */
  died?: 'ended' | 'stuck';
  /** The audit before this one was interrupted while it ran: nobody is to blame for what is missing. */
  cut?: true;
}

/** May answer with another job. */
export type OnResult = (result: JobResult) => Job | undefined;

/** What the phases of an audit see of the lab. */
export interface JobRunner {
  /**
   * Runs all jobs; each result goes to `onResult` as it comes, which may ask for another job of the same file.
   * Ends when every job has had its result.
   */
  run(jobs: Job[], onResult: OnResult): Promise<void>;
  /** Where workers learn which tests of a file pass, and what they cost. To be called before the first file job. */
  knowCosts(costs: (project: string, file: string) => TestCosts): void;
}
