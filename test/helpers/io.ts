import type { Io } from '../../src/commands/io.ts';

/** What a command is given, and what it has printed. */
export function recordedIo(cwd: string): Io & { printed: { out: string; err: string } } {
  const printed = { out: '', err: '' };
  const output = (name: 'out' | 'err') => ({
    write: (text: string) => {
      printed[name] += text;
    },
    isTerminal: false,
    colors: false,
    columns: undefined,
  });
  return { cwd, printed, out: output('out'), err: output('err'), signal: new AbortController().signal };
}
