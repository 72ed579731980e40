/** One thing at a time: two audits of a project would take each other's processors and files. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #open = 0;

  /**
   * Does the work when all that came before is over.
   * @param wait called if it has to wait
   * @throws the reason of the signal, if that is aborted before its turn
   */
  take<T>(signal: AbortSignal, wait: () => void, work: () => Promise<T>): Promise<T> {
    if (this.#open > 0) wait();
    this.#open++;
    const turn = this.#last
      .then(() => {
        signal.throwIfAborted();
        return work();
      })
      .finally(() => this.#open--);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** When all of it is over. */
  async ended(): Promise<void> {
    await this.#last;
  }
}
