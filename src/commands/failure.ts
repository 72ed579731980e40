import { CommanderError } from 'commander';
import { visible } from '../../reports/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import { diskIsFull, isNoSpace } from '../system/full-disk.ts';

/** How a command that threw ends: the text for stderr, and the exit code. */
export interface Failure {
  text: string;
  exitCode: ExitCode;
}

/** A message and a remedy for errors that the user can fix; for a bug, its stack and where to report it. */
export function explain(error: unknown): Failure {
  if (error instanceof CommanderError) return explainUsage(error);
  if (error instanceof UserError) {
    return { text: lines(error.message, error.hint, error.details), exitCode: error.exitCode };
  }
  if (isNoSpace(error)) return explain(diskIsFull((error as Error).message));
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    text: `${visible(stack)}\nrealcov: this is a bug in realcov. Please report it with the lines above.\n`,
    exitCode: exitCodes.bug,
  };
}

/** The same as data, for programs. */
export function failureFacts(error: unknown): {
  message: string;
  hint?: string | undefined;
  exitCode: ExitCode;
} {
  const { exitCode } = explain(error);
  const message = error instanceof Error ? error.message : String(error);
  return { message, exitCode, ...(error instanceof UserError && { hint: error.hint }) };
}

/** Commander has printed help and version already. Its messages start with `error:` and may suggest something on a second line. */
function explainUsage({ exitCode, message }: CommanderError): Failure {
  if (exitCode === 0) return { text: '', exitCode: exitCodes.passed };
  const text = message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  return {
    text: lines(text, 'realcov --help lists the commands, realcov <command> --help their options'),
    exitCode: exitCodes.usage,
  };
}

function lines(message: string, hint: string | undefined, details: readonly string[] = []): string {
  const below = [...details, ...(hint === undefined ? [] : [`hint: ${hint}`])];
  return `realcov: ${indented(message)}\n${below.map((line) => `  ${indented(line)}\n`).join('')}`;
}

/** The text may contain names from elsewhere, so no line of it may look like one of realcov's. */
function indented(text: string): string {
  return visible(text).replaceAll('\n', '\n    ');
}
