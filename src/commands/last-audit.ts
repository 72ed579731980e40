import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditSchema, findMutants } from '../../reports/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { Audit, AuditedMutant } from '../model/audit.ts';
import { didYouMean } from '../options/nearest.ts';

/** The audit that was written to `outDir` last. */
export async function readAudit(outDir: string): Promise<Audit> {
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

/** The only mutant whose id begins so. */
export function findMutant(audit: Audit, idPrefix: string): AuditedMutant {
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
