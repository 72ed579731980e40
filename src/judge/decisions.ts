import { type Audit, type AuditedMutant, isNoticed, isUnnoticed } from '../model/audit.ts';
import { type Decision, isAccepted, type StaleDecision } from '../model/decision.ts';
import { isBreak } from '../model/mutant.ts';
import { coverageOf } from './coverage.ts';
import { functionVerdict } from './functions.ts';
import { type GateLimits, gateOf } from './gate.ts';

type Judged = Pick<Audit, 'realCoverage' | 'claimedCoverage' | 'functions' | 'mutants'>;

/**
 * The same with what was decided: an unnoticed break that is accepted is held against no test and is in no figure.
 * What a test notices stays as it is, and so does what is unproven. Decisions that were taken into account before and
 * are not among these no longer count. Pure.
 */
export function withDecisions<T extends Judged>(judged: T, decisions: readonly Decision[]): T {
  const accepted = acceptedById(decisions);
  if (accepted.size === 0 && !judged.mutants.some(({ status }) => status === 'accepted')) return judged;
  return withMutants(
    judged,
    judged.mutants.map((mutant) => decided(undecided(mutant), accepted.get(mutant.id))),
  );
}

/** The same as if of the accepted breaks only these were accepted, so that two audits can be compared. Pure. */
export function withOnlyAccepted<T extends Judged>(judged: T, ids: ReadonlySet<string>): T {
  const isOther = ({ id, status }: AuditedMutant) => status === 'accepted' && !ids.has(id);
  if (!judged.mutants.some(isOther)) return judged;
  return withMutants(
    judged,
    judged.mutants.map((mutant) => (isOther(mutant) ? undecided(mutant) : mutant)),
  );
}

/** Figures and verdicts of functions as these mutants make them. Pure. */
export function withMutants<T extends Judged>(judged: T, mutants: AuditedMutant[]): T {
  const byId = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const functions = judged.functions.map((unit) => {
    const own = unit.mutants.flatMap((id) => byId.get(id) ?? []);
    return { ...unit, verdict: functionVerdict(own) ?? unit.verdict };
  });
  const coverage = coverageOf(mutants);
  // Where nobody said what tests run, nobody does now.
  const { realCoverage: real, claimedCoverage: claimed } = judged;
  const isUnknown = claimed.percent === null && real.percent !== null;
  return { ...judged, ...coverage, ...(isUnknown && { claimedCoverage: claimed }), functions, mutants };
}

/** The decisions that accept a break, by its id. */
export function acceptedById(decisions: readonly Decision[]): Map<string, Decision> {
  return new Map(decisions.filter(isAccepted).map((decision) => [decision.mutant, decision]));
}

/** A whole audit with what was decided, its gate too. */
export function decidedAudit(audit: Audit, decisions: readonly Decision[]): Audit {
  const result = withDecisions(audit, decisions);
  if (result === audit) return audit;
  return { ...result, gate: gateOf(result, limitsIn(audit.options)) };
}

/** The limits that were set for an audit, which are among the options that it keeps. */
function limitsIn(options: Audit['options']): GateLimits {
  return { maxUnproven: 100, ...options };
}

/** As it was before anything was decided: what no test reaches was not covered. */
function undecided(mutant: AuditedMutant): AuditedMutant {
  if (mutant.status !== 'accepted') return mutant;
  const { reason: _, acceptedBy: __, ...rest } = mutant;
  return { ...rest, status: mutant.coveredBy.length === 0 ? 'no-coverage' : 'survived' };
}

type Decidable = Pick<AuditedMutant, 'level' | 'status' | 'original' | 'replacement'>;

/** An unnoticed break of which an accepting decision still fits is accepted. */
export function decided<T extends Decidable>(mutant: T, decision: Decision | undefined): T {
  if (!decision || !isDecidable(mutant) || !isSameBreak(mutant, decision)) return mutant;
  return { ...mutant, status: 'accepted', reason: decision.reason, acceptedBy: decision.by };
}

/** Whether there is anything to decide: it is a break, and no test notices it. */
export function isDecidable(mutant: Pick<AuditedMutant, 'level' | 'status'>): boolean {
  return isBreak(mutant) && (isUnnoticed(mutant) || mutant.status === 'accepted');
}

/** Whether somebody said that it needs a test, and none notices it yet. */
export function isWanted(mutant: AuditedMutant, decision: Decision): boolean {
  return (
    decision.kind === 'needs-a-test' &&
    isBreak(mutant) &&
    isUnnoticed(mutant) &&
    isSameBreak(mutant, decision)
  );
}

/** Formatting aside, as in ids. */
function isSameBreak(mutant: Pick<AuditedMutant, 'original' | 'replacement'>, decision: Decision): boolean {
  const same = (a: string, b: string) => a.replace(/\s+/g, '') === b.replace(/\s+/g, '');
  return same(mutant.original, decision.original) && same(mutant.replacement, decision.replacement);
}

/**
 * The decisions that no longer fit the code or the tests. Pure.
 * @param holdsEveryBreak only then a break that is not in the audit is gone
 */
export function staleDecisions(
  audit: Pick<Audit, 'mutants'>,
  decisions: readonly Decision[],
  holdsEveryBreak: boolean,
): StaleDecision[] {
  const breaks = new Map(audit.mutants.filter(isBreak).map((mutant) => [mutant.id, mutant]));
  return decisions.flatMap((decision): StaleDecision[] => {
    const mutant = breaks.get(decision.mutant);
    if (!mutant) return holdsEveryBreak ? [{ decision, why: 'gone' }] : [];
    if (!isSameBreak(mutant, decision)) return [{ decision, why: 'changed' }];
    return isNoticed(mutant) ? [{ decision, why: 'noticed' }] : [];
  });
}
