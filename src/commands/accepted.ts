import { printedJson, renderDecisions, renderStale } from '../../reports/index.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { staleDecisions } from '../judge/decisions.ts';
import type { Audit } from '../model/audit.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { OptionInput } from '../options/resolve.ts';
import { holdsEveryBreak } from '../options/scope.ts';
import { readDecisions } from '../store/decisions.ts';
import { readAudits } from './audits.ts';
import type { Io } from './io.ts';
import { readingOptions, reportOptions } from './reading-options.ts';

/** `realcov accepted`: lists decisions about breaks; with `--check`, those that no longer fit the last audit. */
export async function acceptedCommand(input: OptionInput, io: Io): Promise<ExitCode> {
  return input.check ? check(await reportOptions(input, io), io) : list(await readingOptions(input, io), io);
}

function list({ root, json }: AuditOptions, { out }: Io): ExitCode {
  const decisions = readDecisions(root);
  out.write(json ? printedJson(decisions) : renderDecisions(decisions, { colors: out.colors }));
  return exitCodes.passed;
}

async function check({ root, outDir, json }: AuditOptions, { out }: Io): Promise<ExitCode> {
  const decisions = readDecisions(root);
  // Without decisions, no audit is needed.
  const audit = decisions.length === 0 ? undefined : await mostOf(outDir);
  const isWhole = !audit || holdsEveryBreak(audit);
  const stale = audit ? staleDecisions(audit, decisions, isWhole) : [];
  const context = { colors: out.colors, checked: decisions.length, isWhole };
  out.write(json ? printedJson(stale) : renderStale(stale, context));
  return stale.length === 0 ? exitCodes.passed : exitCodes.gateFailed;
}

/** Of the whole project, if there is one: only this can tell that a break no longer exists. */
async function mostOf(outDir: string): Promise<Audit> {
  const audits = (await readAudits(outDir)).map(({ audit }) => audit);
  return audits.find(holdsEveryBreak) ?? audits[0]!;
}
