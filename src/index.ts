import type { Audit } from './model/audit.ts';
import type { AuditEvents } from './model/progress.ts';
import { type OptionInput, resolveOptions } from './options/resolve.ts';

export { defineConfig, type RealcovConfig } from './config/define.ts';
export { type ExitCode, exitCodes, UserError } from './errors.ts';
export type {
  Audit,
  AuditedFunction,
  AuditedMutant,
  AuditedTest,
  FunctionVerdict,
  Gate,
  MutantStatus,
  Notice,
  Part,
  Percent,
  PhaseTiming,
} from './model/audit.ts';
export type { Finding, FindingKind } from './model/finding.ts';
export type { MutantLevel } from './model/mutant.ts';
export type { AuditEvents, Phase } from './model/progress.ts';
export type { Location, Position } from './model/source.ts';
export type { OptionInput };

/**
 * Audits the project around `options.cwd`, by default the working directory. Writes nothing and prints nothing; the
 * project's configuration file is read as on the command line.
 * @throws UserError for what its caller can mend, with the exit code that the command line would end with
 */
export async function audit(options: OptionInput = {}, events: Partial<AuditEvents> = {}): Promise<Audit> {
  const silent: AuditEvents = { phase() {}, advance() {}, notice() {} };
  // Only now, so that a configuration file that takes its helper from here loads at once.
  const { audit: runAudit } = await import('./audit.ts');
  return runAudit(await resolveOptions(options), { ...silent, ...events });
}
