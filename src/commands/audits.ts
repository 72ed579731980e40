import { existsSync, statSync } from 'node:fs';
import { findMutants } from '../../reports/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import { decidedAudit } from '../judge/decisions.ts';
import type { Audit, AuditedMutant } from '../model/audit.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { didYouMean } from '../options/nearest.ts';
import { readDecisions } from '../store/decisions.ts';
import { auditPath, readAudit } from './last-audit.ts';
import { partDir } from './report-place.ts';

/** An audit, and the folder of its report. */
export interface PlacedAudit {
  audit: Audit;
  folder: string;
}

/**
 * The audits with a report in the project, the last one first: of the whole project, and of a part of it.
 * @throws UserError if there is none, or one of them cannot be read
 */
export async function readAudits(outDir: string): Promise<PlacedAudit[]> {
  const folders = [outDir, partDir(outDir)].filter((folder) => existsSync(auditPath(folder)));
  // If there is none, the message is about the folder that was asked for.
  const read = (folder: string) => readAudit(folder).then((audit) => ({ audit, folder }));
  const audits = await Promise.all((folders.length > 0 ? folders : [outDir]).map(read));
  return audits.sort((a, b) => madeAt(b) - madeAt(a));
}

/** The same, with the decisions since then. */
export async function readDecidedAudits({
  root,
  outDir,
}: Pick<AuditOptions, 'root' | 'outDir'>): Promise<PlacedAudit[]> {
  const decisions = readDecisions(root);
  const audits = await readAudits(outDir);
  return audits.map(({ audit, folder }) => ({ audit: decidedAudit(audit, decisions), folder }));
}

/** In milliseconds; from the time of the file if the audit does not say. */
function madeAt({ audit, folder }: PlacedAudit): number {
  if (audit.made) return Date.parse(audit.made.at);
  return statSync(auditPath(folder), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

export interface FoundMutant extends PlacedAudit {
  mutant: AuditedMutant;
}

/**
 * The only mutant whose id begins like this, from the last audit that has it.
 * @param audits the last one first
 * @throws UserError if there is none, or more than one
 */
export function findMutant(audits: readonly PlacedAudit[], idPrefix: string): FoundMutant {
  const all = audits.flatMap(({ audit, folder }) =>
    findMutants(audit, idPrefix).map((mutant): FoundMutant => ({ audit, folder, mutant })),
  );
  const exact = all.filter(({ mutant }) => mutant.id === idPrefix);
  const byId = Map.groupBy(exact.length > 0 ? exact : all, ({ mutant }) => mutant.id);
  const [found, ...others] = [...byId.values()].map(([first]) => first!);
  if (found === undefined) throw noSuchBreak(audits, idPrefix);
  if (others.length === 0) return found;
  const ids = [...byId.keys()].slice(0, 8);
  throw new UserError(
    exitCodes.usage,
    `${byId.size} breaks have an id that begins with ${idPrefix}`,
    `give more of it: ${ids.join(', ')}${byId.size > ids.length ? ', …' : ''}`,
  );
}

function noSuchBreak(audits: readonly PlacedAudit[], idPrefix: string): UserError {
  const suggestion = didYouMean(
    idPrefix,
    audits.flatMap(({ audit }) => audit.mutants.map(({ id }) => id)),
  );
  return new UserError(
    exitCodes.usage,
    `the last audit has no break ${idPrefix}${suggestion}`,
    'realcov audit --list lists the breaks and their ids',
  );
}
