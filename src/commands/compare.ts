import { resolve } from 'node:path';
import { printedJson, renderComparison } from '../../reports/index.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { compare } from '../judge/compare.ts';
import type { OptionInput } from '../options/resolve.ts';
import { isSameScope } from '../options/scope.ts';
import type { Io } from './io.ts';
import { readAudit } from './last-audit.ts';

/** `realcov compare <old> <new>`: what changed from one audit to another. */
export async function compareCommand(
  old: string,
  current: string,
  { json }: OptionInput,
  io: Io,
): Promise<ExitCode> {
  const before = await readAudit(resolve(io.cwd, old));
  const after = await readAudit(resolve(io.cwd, current));
  const comparison = compare(before, after);
  if (!isSameScope(before, after))
    io.err.write(
      'realcov: these audits cover different files or breaks: what is new or gone may only be out of view\n',
    );
  io.out.write(
    json
      ? printedJson(comparison)
      : renderComparison(comparison, { before, after }, { colors: io.out.colors }),
  );
  return exitCodes.passed;
}
