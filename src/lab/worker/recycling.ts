const slowMs = 2;
const maxMemoryBytes = 500 * 2 ** 20;

// Stored at load, before a suite can fake or mock them.
const now = performance.now.bind(performance);
const memory = process.memoryUsage.rss.bind(process.memoryUsage);

/** Decides when a worker is replaced: if it is spoiled, too large or too slow. */
export class WorkerRecycling {
  #worn = false;
  /** Size of the process in bytes after its first job. */
  #firstMemory = 0;
  #slowInARow = 0;

  get worn(): boolean {
    return this.#worn;
  }

  /** Something that is left in this process may spoil later jobs. */
  spoil(): void {
    this.#worn = true;
  }

  /** Call after each job. Node keeps some memory of every module graph that was loaded. */
  watchMemory(): void {
    const taken = memory();
    this.#firstMemory ||= taken;
    this.#worn ||= taken > Math.max(maxMemoryBytes, 1.5 * this.#firstMemory);
  }

  /** Runs `action`, which gets slower with every file in Vitest. A worker is too slow only if it is slow several times in a row. */
  watchTime(action: () => void): void {
    const startedAt = now();
    action();
    this.#slowInARow = now() - startedAt > slowMs ? this.#slowInARow + 1 : 0;
    this.#worn ||= this.#slowInARow > 20;
  }
}
