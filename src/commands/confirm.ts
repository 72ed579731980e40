import { createInterface } from 'node:readline';
import type { Io, Output } from './io.ts';

interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  err: Output;
  signal: AbortSignal;
}

/** What asks whoever sits at the terminal; undefined where nobody can both read the question and answer it. */
export function confirmAt({ input, err, signal }: Terminal): Io['confirm'] {
  if (input.isTTY !== true || !err.isTerminal) return undefined;
  return (question) =>
    new Promise((resolve) => {
      err.write(`${question} [y/N] `);
      // As no terminal of its own, so that Ctrl-C reaches the process as always.
      const lines = createInterface({ input, terminal: false });
      const answer = (text: string) => {
        resolve(/^\s*y(es)?\s*$/i.test(text));
        lines.close();
      };
      lines.once('line', answer);
      lines.once('close', () => answer(''));
      signal.addEventListener('abort', () => answer(''), { once: true });
      if (signal.aborted) answer('');
    });
}
