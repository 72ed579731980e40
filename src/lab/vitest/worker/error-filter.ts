import { connect, type Socket } from 'node:net';
import type { Counts } from '../../worker/late-errors.ts';
import { plainError } from '../../worker/plain-error.ts';

/** Which errors outside of any test count in the project: all, none, or a process at this address decides. */
export type ErrorRule = 'all' | 'none' | { socket: string };

/** Whether an error outside of any test counts by the project's settings. */
export function countsBy(rule: ErrorRule): Counts {
  if (rule === 'all') return (error) => !isPending(error);
  if (rule === 'none') return () => false;
  const filter = new ErrorFilter(rule.socket);
  return (error) => !isPending(error) && filter.asks(error);
}

/** Vitest marks a skipped test with an error that cannot be caught. */
function isPending(error: unknown): boolean {
  return (error as { code?: unknown } | null | undefined)?.code === 'VITEST_PENDING';
}

/** Asks the process that runs the project's `onUnhandledError`. Without an answer the error counts. */
class ErrorFilter {
  readonly #socket: Socket;
  readonly #open: ((counts: boolean) => void)[] = [];
  /** A break in a loop makes the same error again and again. */
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(path: string) {
    this.#socket = connect(path);
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (answers: string) => {
      for (const answer of answers) this.#open.shift()?.(answer === '1');
    });
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('close', () => {
      for (const answer of this.#open.splice(0)) answer(true);
    });
    this.#socket.unref();
  }

  asks(error: unknown): Promise<boolean> {
    const question = JSON.stringify(plainError(error));
    const known = this.#known.get(question);
    if (known) return known;
    const asked = this.#socket.destroyed
      ? Promise.resolve(true)
      : new Promise<boolean>((resolve) => {
          this.#open.push(resolve);
          this.#socket.write(`${question}\n`);
        });
    this.#known.set(question, asked);
    return asked;
  }
}
