import { treeOf } from '../audit/tree.ts';
import { audit as runAudit } from '../audit.ts';
import type { Audit } from '../model/audit.ts';
import type { ContractViolation } from '../model/contract.ts';
import type { AuditEvents } from '../model/progress.ts';
import { isWhole } from '../model/scope.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { readAudit, readComparison, readDecidedAudit } from './last-audit.ts';
import { reportersOf, writeReports } from './out-files.ts';
import { partDir } from './report-place.ts';

/** The last audit, if nothing has changed since and it covers the same scope; else a new one, which is not written. */
export async function auditOfTree(options: AuditOptions, events: AuditEvents): Promise<Audit> {
  const [last, tree] = await Promise.all([readDecidedAudit(options).catch(() => undefined), treeOf(options)]);
  if (last && !last.imported && last.tree === tree && isWhole(last) && excludesTheSame(last, options))
    return last;
  return runAudit({ ...options, killers: 'first', leads: false, mayLackTests: true }, events);
}

function excludesTheSame({ options: of }: Audit, { excludeMutators }: AuditOptions): boolean {
  return JSON.stringify(of.excludeMutators ?? []) === JSON.stringify(excludeMutators);
}

/**
 * Adds the functions that do not match their contracts to the existing reports. If there is none, only to `audit.json`.
 */
export async function noteViolations(
  audit: Audit,
  violations: ContractViolation[],
  { root, outDir, reportUrl }: Pick<AuditOptions, 'root' | 'outDir' | 'reportUrl'>,
): Promise<void> {
  const read = await readAudit(outDir).catch(() => undefined);
  // The report of another tool's breaks says nothing of contracts.
  const last = read?.imported ? undefined : read;
  const folder = last || !audit.part ? outDir : partDir(outDir);
  const anew = new Set(violations.map((violation) => violation.function));
  const { tree } = audit;
  // Other code may have been fixed meanwhile.
  const kept = (last?.violations ?? []).filter((each) => each.tree === tree && !anew.has(each.function));
  const found = violations.map((violation) => ({ ...violation, ...(tree !== undefined && { tree }) }));
  const noted = { ...(last ?? audit), violations: [...kept, ...found] };
  const place = { root, outDir: folder, reportUrl, reporters: reportersOf(folder) };
  await writeReports(noted, place, root, readComparison(folder));
}
