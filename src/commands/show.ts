import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditSchema, findMutants, renderMutantDiff } from '../../reports/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import type { Audit, AuditedMutant } from '../model/audit.ts';
import { didYouMean } from '../options/nearest.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import type { Io } from './io.ts';

/** `realcov show <mutant-id>`: one break of the last audit as a diff, with its verdict and its killers. */
export async function showCommand(idPrefix: string, input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await resolveOptions({ ...input, cwd: io.cwd });
  const audit = await readAudit(options.outDir);
  const mutant = findOne(audit, idPrefix);
  const source = await readFile(join(options.root, mutant.file), 'utf8').catch(() => '');
  io.out.write(
    options.json
      ? `${JSON.stringify(mutant, null, 2)}\n`
      : renderMutantDiff(audit, mutant.id, source, { colors: io.out.colors }),
  );
  return exitCodes.passed;
}

async function readAudit(outDir: string): Promise<Audit> {
  const file = join(outDir, 'audit.json');
  const remedy = 'run realcov audit first, or name the folder of its report with --out-dir';
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UserError(exitCodes.usage, `there is no audit in ${outDir}`, remedy);
  });
  const parsed = auditSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new UserError(exitCodes.usage, `${file} is no audit that this version of realcov can read`, remedy);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findOne(audit: Audit, idPrefix: string): AuditedMutant {
  const [mutant, ...others] = findMutants(audit, idPrefix);
  if (mutant === undefined) {
    const suggestion = didYouMean(
      idPrefix,
      audit.mutants.map(({ id }) => id),
    );
    throw new UserError(
      exitCodes.usage,
      `the last audit has no break ${idPrefix}${suggestion}`,
      'realcov audit --list lists the breaks and their ids',
    );
  }
  if (others.length === 0) return mutant;
  const ids = [mutant, ...others].slice(0, 8).map(({ id }) => id);
  throw new UserError(
    exitCodes.usage,
    `${others.length + 1} breaks have an id that begins with ${idPrefix}`,
    `give more of it: ${ids.join(', ')}${others.length + 1 > ids.length ? ', …' : ''}`,
  );
}
