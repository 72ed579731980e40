import type { Job, TestCosts } from '../protocol.ts';

/** How long an event loop may stand still, in milliseconds, before its worker is killed. */
const stillMs = { clean: 180_000, first: 4_000, patient: 12_000 };
/** It may also stand still for the duration of its slowest test, times this factor. */
const stillFactor = 10;

/** The durations of tests in the clean run, and how long a worker may be silent. */
export class KnownCosts {
  #costs: (project: string, file: string) => TestCosts = () => ({});
  /** Duration of the slowest test of a file, in milliseconds. */
  readonly #slowest = new Map<string, number>();

  know(costs: (project: string, file: string) => TestCosts): void {
    this.#costs = costs;
    this.#slowest.clear();
  }

  of({ project, file }: Job): TestCosts {
    return this.#costs(project, file);
  }

  /** How many milliseconds the worker of the job may be silent. */
  patienceFor(job: Job): number {
    if (job.kind === 'dry') return stillMs.clean;
    const slowest = Math.max(this.#slowestTest(job), job.kind === 'file' ? job.loadMs : 0);
    return (job.kind === 'file' && job.patient ? stillMs.patient : stillMs.first) + stillFactor * slowest;
  }

  /** In milliseconds. It is kept, because it is needed several times a second, and a file may have tens of thousands of tests. */
  #slowestTest(job: Job): number {
    const key = `${job.project}\n${job.file}`;
    const known = this.#slowest.get(key);
    if (known !== undefined) return known;
    let slowest = 0;
    for (const { ms } of Object.values(this.of(job))) slowest = Math.max(slowest, ms);
    this.#slowest.set(key, slowest);
    return slowest;
  }
}
