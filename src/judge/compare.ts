import { type Audit, type AuditedMutant, isNoticed, isUnnoticed } from '../model/audit.ts';
import { type Comparison, fallOf } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import { isBreak } from '../model/mutant.ts';
import { hasResult } from '../model/scope.ts';
import { withOnlyAccepted } from './decisions.ts';

/**
 * What changed from one audit to another of the same project. Pure. What was not proven in either of them is neither
 * lost nor won, and so is what somebody accepted. Figures and verdicts are of both with the same breaks accepted.
 */
export function compare(older: Audit, newer: Audit): Comparison {
  const [acceptedBefore, acceptedAfter] = [acceptedIn(older), acceptedIn(newer)];
  const inBothAccepted = new Set([...acceptedAfter].filter((id) => acceptedBefore.has(id)));
  const before = withOnlyAccepted(older, inBothAccepted);
  const after = withOnlyAccepted(newer, inBothAccepted);
  const earlier = new Map(older.mutants.map((mutant) => [mutant.id, mutant]));
  const breaks = newer.mutants.filter(isBreak);
  const inBoth = breaks.flatMap((now) => {
    const then = earlier.get(now.id);
    return then ? [{ then, now }] : [];
  });
  const made = { ...(before.made && { before: before.made }), ...(after.made && { after: after.made }) };
  return {
    ...(Object.keys(made).length > 0 && { made }),
    realCoverage: { before: before.realCoverage.percent, after: after.realCoverage.percent },
    claimedCoverage: { before: before.claimedCoverage.percent, after: after.claimedCoverage.percent },
    accepted: [...acceptedAfter].filter((id) => !acceptedBefore.has(id)),
    lost: inBoth.filter(({ then, now }) => isNoticed(then) && isUnnoticed(now)).map(idOfNow),
    won: inBoth.filter(({ then, now }) => isUnnoticed(then) && isNoticed(now)).map(idOfNow),
    functions: changedVerdicts(before, after),
    functionsAdded: idsMissingIn(before, after),
    functionsGone: idsMissingIn(after, before),
    findingsAdded: findingsMissingIn(before, after),
    findingsGone: findingsMissingIn(after, before),
    newUnnoticed: breaks
      .filter((mutant) => !earlier.has(mutant.id) && isUnnoticed(mutant))
      .map(({ id }) => id),
  };
}

/** The same, unless they looked at different parts of the project, did not come to their end or judged nothing. */
export function compareAlike(
  before: Audit | undefined,
  after: Audit,
  isSameScope: (before: Audit, after: Audit) => boolean,
): Comparison | undefined {
  if (!before?.complete || !after.complete || !isSameScope(before, after)) return undefined;
  if (!hasResult(before) || !hasResult(after)) return undefined;
  return compare(before, after);
}

function acceptedIn({ mutants }: Audit): Set<string> {
  return new Set(mutants.filter(({ status }) => status === 'accepted').map(({ id }) => id));
}

const idOfNow = ({ now }: { now: AuditedMutant }): string => now.id;

/** Those that got worse first, the furthest fallen before the others. */
function changedVerdicts(before: Audit, after: Audit): Comparison['functions'] {
  const verdicts = new Map(before.functions.map(({ id, verdict }) => [id, verdict]));
  return after.functions
    .flatMap(({ id, file, name, verdict }) => {
      const then = verdicts.get(id);
      if (then === undefined || then === verdict) return [];
      return [{ id, file, name, before: then, after: verdict }];
    })
    .sort((a, b) => fallOf(b) - fallOf(a));
}

function idsMissingIn({ functions: known }: Audit, { functions }: Audit): string[] {
  const ids = new Set(known.map(({ id }) => id));
  return functions.map(({ id }) => id).filter((id) => !ids.has(id));
}

/** The same is what was found of the same test, whatever the evidence. */
function findingsMissingIn({ findings: known }: Audit, { findings }: Audit): Finding[] {
  const keyOf = ({ testId, kind }: Finding) => `${testId} ${kind}`;
  const keys = new Set(known.map(keyOf));
  return findings.filter((finding) => !keys.has(keyOf(finding)));
}
