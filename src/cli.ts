#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { explain } from './commands/failure.ts';
import { toOutput } from './commands/io.ts';
import { abortOnSignals } from './commands/signals.ts';

enableCompileCache();

const out = toOutput(process.stdout, process.env);
const err = toOutput(process.stderr, process.env);
const signal = abortOnSignals((line) => err.write(`\nrealcov: ${line}\n`));

// A reader that has seen enough (`realcov audit | head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const { runProgram } = await import('./commands/program.ts');
  process.exitCode = await runProgram(process.argv.slice(2), { cwd: process.cwd(), out, err, signal });
} catch (error) {
  const { text, exitCode } = explain(error);
  err.write(text);
  process.exitCode = exitCode;
}
