import { createHash } from 'node:crypto';
import { relativeTo } from '../../system/paths.ts';
import type { JobResult, JobRunner, OnResult } from '../job-runner.ts';
import type { Lab } from '../lab.ts';
import type { Job, JournalLine, MutantRef, TestCosts } from '../protocol.ts';
import type { Ledger } from './ledger.ts';

/**
 * Runs only the jobs without a result from an interrupted audit, and saves new results. Which jobs there are depends on
 * earlier results, never on the clock (durations of the clean run are results too). So a resumed audit asks for the
 * same jobs in the same order.
 */
export class ResumingRunner implements JobRunner {
  readonly #lab: Pick<Lab, 'run' | 'knowCosts'>;
  readonly #ledger: Ledger;
  readonly #root: string;
  /** How often a job with this content was asked for. */
  readonly #asked = new Map<string, number>();
  readonly #names = new Map<Job, string>();
  /** How many results came from the ledger. */
  reused = 0;

  /** @param root of the project, absolute */
  constructor(lab: Pick<Lab, 'run' | 'knowCosts'>, ledger: Ledger, root: string) {
    this.#lab = lab;
    this.#ledger = ledger;
    this.#root = root;
  }

  knowCosts(costs: (project: string, file: string) => TestCosts): void {
    this.#lab.knowCosts(costs);
  }

  async run(jobs: Job[], onResult: OnResult): Promise<void> {
    const open = jobs.map((job) => this.#recall(job, onResult)).filter((job) => job !== undefined);
    await this.#lab.run(
      open,
      (result) => {
        this.#note(result);
        return this.#recall(onResult(result), onResult);
      },
      {
        // Results of another job only count once it is finished.
        lines: (job, lines) =>
          job.kind === 'hot' && this.#ledger.add(this.#nameOf(job), this.#fileOf(job), told(lines)),
        again: (job) => this.#ledger.forget(this.#nameOf(job)),
      },
    );
  }

  /** Answers the job from the ledger as far as possible, and what follows from it. Returns the rest to run. */
  #recall(first: Job | undefined, onResult: OnResult): Job | undefined {
    for (let job = first; job; ) {
      const entry = this.#ledger.take(this.#nameOf(job));
      if (!entry || (!entry.done && job.kind !== 'hot')) return job;
      this.reused++;
      const { lines, done, died } = entry;
      job = onResult({ job, lines, ...(died && { died }), ...(!done && { cut: true }) });
    }
    return undefined;
  }

  #note({ job, lines, died }: JobResult): void {
    const name = this.#nameOf(job);
    const file = this.#fileOf(job);
    this.#names.delete(job);
    // The cause of the process's end is unknown: it may be whoever interrupts this audit.
    if (died === 'ended') return;
    if (job.kind !== 'hot') this.#ledger.add(name, file, told(lines));
    if (died === 'stuck') this.#ledger.add(name, file, lines.filter(isTurn).slice(-1));
    this.#ledger.done(name, file, died);
  }

  #fileOf({ file }: Job): string {
    return relativeTo(this.#root, file);
  }

  #nameOf(job: Job): string {
    const known = this.#names.get(job);
    if (known !== undefined) return known;
    const content = JSON.stringify(contentOf(job, this.#fileOf(job)));
    const hash = createHash('sha1').update(content).digest('base64url');
    const count = (this.#asked.get(hash) ?? 0) + 1;
    this.#asked.set(hash, count);
    const name = count === 1 ? hash : `${hash}#${count}`;
    this.#names.set(job, name);
    return name;
  }
}

/** The content of a job, the same in every program with these tests and mutants. */
function contentOf({ id: _, ...job }: Job, file: string): object {
  if (job.kind === 'hot') return { ...job, file, mutants: job.mutants.map(nameOf) };
  return { ...job, file, ...(job.kind === 'file' && { mutant: nameOf(job.mutant) }) };
}

function nameOf({ id, edit }: MutantRef): string {
  return edit ? `${id} in texts` : id;
}

function isTurn({ kind }: JournalLine): boolean {
  return kind === 'turn';
}

/** A worker's progress only matters if it died. */
function told(lines: JournalLine[]): JournalLine[] {
  return lines.filter((line) => !isTurn(line) && line.kind !== 'job-done');
}
