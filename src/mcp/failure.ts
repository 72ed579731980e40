import { exitCodes, UserError } from '../errors.ts';
import type { Ran } from './run.ts';

/** What a command that gave no result said of why, with its remedy. */
export function failure({ code, stderr }: Ran): UserError {
  const lines = stderr.trimEnd().split('\n');
  const start = lines.findLastIndex((line) => line.startsWith('realcov: '));
  const [message = '', ...below] = lines.slice(Math.max(0, start));
  if (start < 0)
    return new UserError(
      exitCodes.bug,
      `realcov ended without a result (${code ?? 'killed'})`,
      undefined,
      lines,
    );
  const hint = below.find((line) => line.startsWith(hintStart))?.slice(hintStart.length);
  const details = below.filter((line) => !line.startsWith(hintStart)).map((line) => line.trim());
  return new UserError(exitCodes.usage, message.slice('realcov: '.length), hint, details);
}

const hintStart = '  hint: ';
