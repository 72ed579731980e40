import type { Audit } from '../../src/model/audit.ts';
import { type Decision, decisionOn } from '../../src/model/decision.ts';
import { sampleAudit } from './sample-audit.ts';

/** What somebody decided of a break of the sample, or of another audit. */
export function decided(id: string, changes: Partial<Decision> = {}, audit: Audit = sampleAudit()): Decision {
  const mutant = audit.mutants.find((candidate) => candidate.id === id);
  if (!mutant) throw new Error(`no break ${id}`);
  const name = audit.functions.find((unit) => unit.id === mutant.function)?.name;
  const how = {
    kind: 'equivalent',
    reason: 'it only makes it faster',
    by: 'Ada',
    at: '2026-05-04T03:02:01.000Z',
  } as const;
  return { ...decisionOn(mutant, name, how), ...changes };
}
