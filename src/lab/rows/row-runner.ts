import { createHash } from 'node:crypto';
import type { Touches } from '../../guard/touches.ts';
import { relativeTo } from '../../system/paths.ts';
import type { JobResult, JobRunner, OnResult } from '../job-runner.ts';
import type { Lab, Listener } from '../lab.ts';
import type { HotJob, Job, JournalLine, MutantRef, TestCosts, TestKey } from '../protocol.ts';
import { answerFrom, wholeAnswer } from './hot-answers.ts';
import { type KnownRows, pairName } from './known-rows.ts';
import type { RowStore } from './row-store.ts';

/** Runs only what no kept result answers, and keeps what it learns. */
export class RowRunner implements JobRunner {
  readonly #lab: Lab;
  readonly #store: RowStore;
  readonly #root: string;
  /** Jobs of which only a part is run, by that part. */
  readonly #wholes = new Map<Job, HotJob>();
  readonly #names = new Map<Job, string>();
  /** How often a job with this content was asked for. */
  readonly #asked = new Map<string, number>();
  /** How many results came from the store, and how many were run. */
  reused = 0;
  ran = 0;
  /** What tests with a mutant may do depends on what all tests do without one. */
  #allowed = '';

  /** @param root of the project, absolute */
  constructor(lab: Lab, store: RowStore, root: string) {
    this.#lab = lab;
    this.#store = store;
    this.#root = root;
  }

  knowCosts(costs: (project: string, file: string) => TestCosts): void {
    this.#lab.knowCosts(costs);
  }

  /** From now on, tests may only do this to files and processes. */
  hold(touches: Touches): void {
    const parts = [touches.touched, touches.made, touches.removed, touches.signals].map((all) =>
      all.toSorted(),
    );
    const commands = touches.commands.map((command) => command.join('\0')).sort();
    this.#allowed = hash([parts, commands]);
  }

  async run(jobs: Job[], onResult: OnResult, listener?: Listener): Promise<void> {
    const open = jobs.map((job) => this.#recall(job, onResult)).filter((job) => job !== undefined);
    const wholeOf = (job: Job): Job => this.#wholes.get(job) ?? job;
    await this.#lab.run(
      open,
      (result) => this.#recall(onResult(this.#learn(result)), onResult),
      listener && {
        lines: (job, lines) => listener.lines(wholeOf(job), lines),
        again: (job) => listener.again(wholeOf(job)),
      },
    );
  }

  /** Answers the job from what is kept, and all that follow from its answer. Returns what is left to run. */
  #recall(first: Job | undefined, onResult: OnResult): Job | undefined {
    for (let job = first; job; ) {
      const lines = this.#answer(job);
      if (!Array.isArray(lines)) return lines;
      job = onResult({ job, lines });
    }
    return undefined;
  }

  /** The lines of a job that is known wholly, or else what of it has to run. */
  #answer(job: Job): JournalLine[] | Job {
    const name = this.#nameOf(job);
    this.#names.set(job, name);
    const rows = this.#rowsOf(job);
    const known = rows?.jobs.get(name);
    if (!known && (!rows || job.kind !== 'hot')) return job;
    const { lines, rest } = known
      ? { lines: known, rest: undefined }
      : answerFrom(job as HotJob, this.#rowOf(job as HotJob), this.#placesIn(job));
    this.reused += lines.filter(isResult).length;
    if (!rest) return lines;
    if (lines.length === 0) return job;
    this.#wholes.set(rest, job as HotJob);
    return rest;
  }

  #rowsOf({ project, file }: Job): KnownRows | undefined {
    return this.#store.rowsOf(project, relativeTo(this.#root, file));
  }

  #rowOf(job: HotJob) {
    const rows = this.#rowsOf(job);
    return (test: string, mutant: string) => rows?.pairs.get(this.#pairName(job, test, mutant));
  }

  #placesIn(job: Job): (test: TestKey) => number {
    const places = new Map(this.#rowsOf(job)?.tests.map((test, place) => [test, place]));
    return (test) => places.get(test) ?? 0;
  }

  #learn(result: JobResult): JobResult {
    const { job, lines } = result;
    const whole = this.#wholes.get(job);
    this.#wholes.delete(job);
    const answered = whole
      ? { ...result, job: whole, lines: wholeAnswer(whole, this.#rowOf(whole), this.#placesIn(whole), lines) }
      : result;
    this.ran += lines.filter(isResult).length;
    this.#keep(job, lines, answered);
    return answered;
  }

  #keep(job: Job, lines: JournalLine[], whole: JobResult): void {
    const rows = this.#store.newRowsOf(job.project, relativeTo(this.#root, job.file));
    if (job.kind === 'dry') rows.clean.push(...lines);
    if (job.kind === 'dry' && !job.reversed && job.only === undefined)
      rows.tests = lines.flatMap((line) => (line.kind === 'dry-test' ? [line.test] : []));
    if (lines.some(({ kind }) => kind === 'harm' || kind === 'extra')) return;
    // What surfaced later belongs to no single pair.
    const late = new Set(lines.map((line) => (line.kind === 'late-error' ? line.mutant : undefined)));
    if (job.kind === 'hot')
      for (const line of lines)
        if (line.kind === 'pair' && isLasting(line) && !late.has(line.mutant))
          rows.pairs.set(this.#pairName(job, line.test, line.mutant), line);
    const isTold = job.kind !== 'hot' || !lines.every(({ kind }) => pairKinds.has(kind));
    const name = this.#names.get(whole.job);
    if (isTold && name !== undefined && whole.died === undefined && lines.every(isLasting))
      rows.jobs.set(name, told(whole.lines));
  }

  #pairName(job: HotJob, test: string, mutant: string): string {
    return `${this.#allowed}\n${pairName(job, test, mutant)}`;
  }

  /** The same in every audit. What is asked again in one audit has another name: it is to be run again. */
  #nameOf(job: Job): string {
    const name = hash(contentOf(job, relativeTo(this.#root, job.file), this.#allowed));
    const count = (this.#asked.get(name) ?? 0) + 1;
    this.#asked.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  }
}

/** What decides how a job ends, but for the time that it took in the clean run. */
function contentOf({ id: _, ...job }: Job, file: string, allowed: string): object {
  if (job.kind === 'dry') return { ...job, file };
  if (job.kind === 'file') return { ...job, file, allowed, loadMs: 0, mutant: nameOf(job.mutant) };
  const plans = job.plans.map((plan) => ({ ...plan, ms: 0 }));
  return { ...job, file, allowed, plans, mutants: job.mutants.map(nameOf) };
}

/** Lines of a hot job of which the pairs say everything. */
const pairKinds = new Set(['turn', 'pair', 'plan-done', 'job-done']);

function isResult({ kind }: JournalLine): boolean {
  return kind === 'pair' || kind === 'file' || kind === 'dry-test';
}

/** Neither time nor other tests had a part in it. */
function isLasting(line: JournalLine): boolean {
  if (line.kind !== 'pair' && line.kind !== 'file') return line.kind !== 'harm';
  return line.wallClock !== true && line.refused === undefined;
}

function nameOf({ id, edit }: MutantRef): string {
  return edit ? `${id} in texts` : id;
}

/** A worker's progress only matters if it died. */
function told(lines: JournalLine[]): JournalLine[] {
  return lines.filter(({ kind }) => kind !== 'turn' && kind !== 'job-done');
}

function hash(content: unknown): string {
  return createHash('sha1').update(JSON.stringify(content)).digest('base64url');
}
