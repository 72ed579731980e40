import type { JobResult, JobRunner } from '../../src/lab/job-runner.ts';
import type { HotJob, Job, JournalLine } from '../../src/lab/protocol.ts';

/** What a worker may make of a test and a mutant, and what it may do at the end of a job. */
export const answers = [
  'killed',
  'survived',
  'timeout',
  'wall-clock',
  'hung',
  'unreached',
  'refused',
  'spoiled',
  'not clean',
  'ended',
  'stuck',
  'harm',
  'late-error',
  'lost',
  'silent',
] as const;
export type Answer = (typeof answers)[number];

/** The answer to a test's key and a mutant's id in a job. */
export type Answers = (test: string, mutant: string, job: HotJob) => Answer;

/** A lab of workers that answer as they are told, and that counts how often each pair was run in place. */
export class FakeLab implements JobRunner {
  readonly #answer: Answers;
  /** How often a pair was run, by test and mutant. */
  readonly tries = new Map<string, number>();
  /** Each time that a test waited with a mutant until its time limit. */
  readonly waits: { test: string; mutant: string }[] = [];
  jobs = 0;

  constructor(answer: Answers) {
    this.#answer = answer;
  }

  knowCosts(): void {}

  async run(jobs: Job[], onResult: (result: JobResult) => Job | undefined): Promise<void> {
    for (const first of jobs) {
      for (let job: Job | undefined = first; job; ) {
        // A round that plans the same again and again is to fail, not to hang.
        if (++this.jobs > 5_000) throw new Error('the lab was given 5,000 jobs');
        job = onResult({ job, ...(job.kind === 'hot' ? this.#hot(job) : { lines: [] }) });
      }
    }
  }

  #hot(job: HotJob): Omit<JobResult, 'job'> {
    const lines: JournalLine[] = [];
    for (const { test, mutants, untilKill } of job.plans) {
      let pairs = 0;
      for (const position of mutants) {
        const mutant = job.mutants[position]!.id;
        const answer = this.#take(test, mutant, job);
        lines.push({ kind: 'turn', job: job.id, test, mutant });
        pairs += Number(!['spoiled', 'not clean', 'ended', 'stuck', 'silent', 'harm'].includes(answer));
        lines.push(...linesOf(answer, test, mutant));
        if (answer === 'ended' || answer === 'wall-clock' || answer === 'hung')
          return { lines, died: 'ended' };
        if (answer === 'stuck') return { lines, died: 'stuck' };
        if (answer === 'harm') return { lines, died: 'ended' };
        if (answer === 'spoiled' || answer === 'not clean') break;
        if (answer === 'killed' && untilKill) break;
      }
      lines.push({ kind: 'plan-done', test, pairs });
    }
    return { lines };
  }

  #take(test: string, mutant: string, job: HotJob): Answer {
    const pair = `${test} ${mutant}`;
    this.tries.set(pair, (this.tries.get(pair) ?? 0) + 1);
    const answer = this.#answer(test, mutant, job);
    if (answer === 'wall-clock' || answer === 'hung') this.waits.push({ test, mutant });
    return answer;
  }
}

function linesOf(answer: Answer, test: string, mutant: string): JournalLine[] {
  const pair = { kind: 'pair', test, mutant } as const;
  switch (answer) {
    case 'killed':
    case 'survived':
    case 'timeout':
    case 'unreached':
      return [{ ...pair, outcome: answer }];
    case 'wall-clock':
      return [{ ...pair, outcome: 'timeout', wallClock: true }];
    case 'hung':
      return [{ ...pair, outcome: 'timeout', wallClock: true, hung: true }];
    case 'refused':
      return [{ ...pair, outcome: 'refused', refused: 'would have deleted a.txt' }];
    case 'spoiled':
      return [{ kind: 'spoiled', test, mutant, reason: 'it fails' }];
    case 'not clean':
      return [{ kind: 'spoiled', test, reason: 'it fails' }];
    case 'harm':
      return [{ kind: 'harm', mutant, what: 'would have deleted a.txt' }];
    case 'late-error':
      return [
        { ...pair, outcome: 'survived' },
        { kind: 'late-error', test, mutant, error: 'late' },
      ];
    default:
      return [];
  }
}
