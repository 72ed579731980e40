import { createInterface } from 'node:readline';
import type { Io, Output } from './io.ts';

interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  err: Output;
  signal: AbortSignal;
}

/** Asks a question at the terminal; undefined if nobody can read and answer it. */
export function confirmAt({ input, err, signal }: Terminal): Io['confirm'] {
  if (input.isTTY !== true || !err.isTerminal) return undefined;
  return (question) =>
    new Promise((resolve) => {
      err.write(`${question} [y/N] `);
      // Not in raw mode, so that Ctrl-C works as always.
      const lines = createInterface({ input, terminal: false });
      let isAnswered = false;
      const answer = (text: string | undefined) => {
        if (isAnswered) return;
        isAnswered = true;
        if (text === undefined) err.write('\n');
        resolve(/^\s*y(es)?\s*$/i.test(text ?? ''));
        lines.close();
      };
      lines.once('line', answer);
      lines.once('close', () => answer(undefined));
      signal.addEventListener('abort', () => answer(undefined), { once: true });
      if (signal.aborted) answer(undefined);
    });
}
