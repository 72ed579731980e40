import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../model/audit.ts';
import { hasResult, isWhole } from '../model/scope.ts';
import { auditPath, readAudit } from './last-audit.ts';

/** Where the report of a part of the project is, beside that of the whole. */
export function partDir(outDir: string): string {
  return join(outDir, 'part');
}

/**
 * The folder for the report of an audit. That of the whole project is only replaced by another audit of the whole
 * project that came to its end and judged something; what is less goes beside it, as long as there is a better one.
 * Undefined where an audit was interrupted before it judged anything and any other is there.
 */
export async function reportDir(audit: Audit, outDir: string): Promise<string | undefined> {
  const own = audit.part === undefined ? outDir : partDir(outDir);
  if (!audit.complete && !hasResult(audit)) return existsSync(auditPath(own)) ? undefined : own;
  if (isBetter(audit) || !(await holdsBetter(own))) return own;
  return partDir(outDir);
}

function isBetter(audit: Audit): boolean {
  return isWhole(audit) && hasResult(audit);
}

/** What cannot be read may be the report of a newer realcov. */
async function holdsBetter(outDir: string): Promise<boolean> {
  if (!existsSync(auditPath(outDir))) return false;
  return readAudit(outDir).then(isBetter, () => true);
}
