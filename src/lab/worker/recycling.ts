const slowMs = 2;
const maxMemoryBytes = 500 * 2 ** 20;

// Stored at load, before a suite can fake or mock them.
const now = performance.now.bind(performance);
const memory = process.memoryUsage.rss.bind(process.memoryUsage);

/** Tells when a worker should make way for another: spoiled, grown, or slow. */
export class WorkerRecycling {
  #worn = false;
  /** Bytes the process took after its first job. */
  #firstMemory = 0;
  #slowInARow = 0;

  get worn(): boolean {
    return this.#worn;
  }

  /** What is left in this process may spoil whatever runs next. */
  spoil(): void {
    this.#worn = true;
  }

  /** Called after each job. Node keeps something of every module graph that was loaded. */
  watchMemory(): void {
    const taken = memory();
    this.#firstMemory ||= taken;
    this.#worn ||= taken > Math.max(maxMemoryBytes, 1.5 * this.#firstMemory);
  }

  /** Runs `action`, which Vitest makes slower with every file. Once slow may be the machine, always slow is the worker. */
  watchTime(action: () => void): void {
    const startedAt = now();
    action();
    this.#slowInARow = now() - startedAt > slowMs ? this.#slowInARow + 1 : 0;
    this.#worn ||= this.#slowInARow > 20;
  }
}
