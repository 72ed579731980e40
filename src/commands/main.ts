import { enableCompileCache } from 'node:module';
import { isatty } from 'node:tty';
import { takeKey } from '../store/own-key.ts';
import { confirmAt } from './confirm.ts';
import { explain } from './failure.ts';
import { type Io, toOutput } from './io.ts';
import { abortOnSignals } from './signals.ts';

/** The command line as a process: its streams, its signals, its exit code. */
export async function main(): Promise<void> {
  enableCompileCache();
  takeKey();
  const out = toOutput(process.stdout, process.env);
  const err = toOutput(process.stderr, process.env);
  const signal = abortOnSignals((line) => err.write(io.endsByStop ? '\n' : `\nrealcov: ${line}\n`));
  const confirm = isatty(0) ? confirmAt({ input: process.stdin, err, signal }) : undefined;
  const io: Io = { cwd: process.cwd(), out, err, signal, confirm };

  // A reader that needs no more (`realcov audit | head`) closes the pipe; this is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

  try {
    const { runProgram } = await import('./program.ts');
    process.exitCode = await runProgram(process.argv.slice(2), io);
  } catch (error) {
    const { text, exitCode } = explain(error);
    err.write(text);
    process.exitCode = exitCode;
  }
}
