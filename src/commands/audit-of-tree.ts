import { writeAuditJson } from '../../reports/index.ts';
import { audit as runAudit, treeOf } from '../audit.ts';
import type { Audit } from '../model/audit.ts';
import type { ContractViolation } from '../model/contract.ts';
import type { AuditEvents } from '../model/progress.ts';
import { isWhole } from '../model/scope.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { readAudit, readDecidedAudit } from './last-audit.ts';
import { writeReports } from './out-files.ts';

/** The last audit, if it was of this tree as it is and of all that is asked for now; else a new one, which is not written. */
export async function auditOfTree(options: AuditOptions, events: AuditEvents): Promise<Audit> {
  const [last, tree] = await Promise.all([readDecidedAudit(options).catch(() => undefined), treeOf(options)]);
  if (last && last.tree === tree && isWhole(last) && excludesTheSame(last, options)) return last;
  return runAudit({ ...options, killers: 'first', leads: false, mayLackTests: true }, events);
}

function excludesTheSame({ options: of }: Audit, { excludeMutators }: AuditOptions): boolean {
  return JSON.stringify(of.excludeMutators ?? []) === JSON.stringify(excludeMutators);
}

/** Writes into `audit.json` which functions are not what their contracts say. */
export async function noteViolations(
  audit: Audit,
  violations: ContractViolation[],
  options: AuditOptions,
): Promise<void> {
  const last = await readAudit(options.outDir).catch(() => undefined);
  if (!last) {
    await writeReports({ ...audit, violations }, { ...options, reporters: ['json'] }, options.root);
    return;
  }
  const anew = new Set(violations.map((violation) => violation.function));
  const kept = (last.violations ?? []).filter((violation) => !anew.has(violation.function));
  await writeAuditJson({ ...last, violations: [...kept, ...violations] }, options.outDir);
}
