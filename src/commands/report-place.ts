import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../model/audit.ts';
import { hasResult, isWhole } from '../model/scope.ts';
import { auditPath, readAudit } from './last-audit.ts';

/** The folder for the report of a part of the project, inside that of the whole. */
export function partDir(outDir: string): string {
  return join(outDir, 'part');
}

/**
 * The folder for the report of an audit. The report of the whole project is only replaced by another audit of the whole
 * project that finished and judged something. Others go into a folder inside, as long as there is a better one.
 * Undefined if an audit was interrupted before it judged anything, and there is another report.
 */
export async function reportDir(audit: Audit, outDir: string): Promise<string | undefined> {
  const own = audit.part === undefined ? outDir : partDir(outDir);
  if (!audit.complete && !hasResult(audit)) return existsSync(auditPath(own)) ? undefined : own;
  if (isBetter(audit) || !(await holdsBetter(own))) return own;
  return partDir(outDir);
}

/**
 * The folder for the report of an audit that another tool made: one inside, where there is a report of an audit of realcov's
 * own, which knows more.
 */
export async function importedDir(outDir: string): Promise<string> {
  return (await holdsOwn(outDir)) ? join(outDir, 'imported') : outDir;
}

function isBetter(audit: Audit): boolean {
  return isWhole(audit) && hasResult(audit) && audit.imported === undefined;
}

async function holdsOwn(outDir: string): Promise<boolean> {
  if (!existsSync(auditPath(outDir))) return false;
  return readAudit(outDir).then(
    ({ imported }) => imported === undefined,
    () => true,
  );
}

/** An unreadable file may be the report of a newer realcov. */
async function holdsBetter(outDir: string): Promise<boolean> {
  if (!existsSync(auditPath(outDir))) return false;
  return readAudit(outDir).then(isBetter, () => true);
}
