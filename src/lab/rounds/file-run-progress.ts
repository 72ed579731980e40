import type { JobRunner } from '../job-runner.ts';

/**
 * Progress of runs of whole files: settled breaks, and further runs that are known to come. For example, runs that prove that
 * a process ends because of a break.
 */
export class FileRunProgress {
  readonly #tell: (done: number, of: number) => void;
  /** Breaks of finished rounds. */
  #before = 0;
  #settled = 0;
  #of = 0;
  #runs = 0;
  #left = 0;
  #told = '';

  constructor(tell: (done: number, of: number) => void) {
    this.#tell = tell;
  }

  /** More rounds begin, with other breaks. */
  begin(): void {
    this.#before += this.#of;
    this.#settled = 0;
    this.#of = 0;
  }

  settle(settled: number, of: number): void {
    this.#settled = settled;
    this.#of = of;
    this.#say();
  }

  /** This many further runs are known to come. */
  expect(runs: number): void {
    this.#left = runs;
    this.#say();
  }

  /** One further run is done. */
  step(): void {
    this.#runs++;
    this.#left = Math.max(0, this.#left - 1);
    this.#say();
  }

  #say(): void {
    const done = this.#before + this.#settled + this.#runs;
    const of = this.#before + this.#of + this.#runs + this.#left;
    if (this.#told === `${done}/${of}`) return;
    this.#told = `${done}/${of}`;
    this.#tell(done, of);
  }
}

/** The same lab. Each of its runs counts as a further run. */
export function expecting(lab: JobRunner, confirming: FileRunProgress): JobRunner {
  return {
    knowCosts: (costs) => lab.knowCosts(costs),
    run: async (jobs, onResult) => {
      let left = jobs.length;
      confirming.expect(left);
      await lab.run(jobs, (result) => {
        const next = onResult(result);
        confirming.step();
        left += next ? 0 : -1;
        if (next) confirming.expect(left);
        return next;
      });
      confirming.expect(0);
    },
  };
}
