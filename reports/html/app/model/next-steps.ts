/**
 * What a lead should look at first: breaks that somebody said need a test, then functions that can lose their body,
 * then tests that notice nothing, then the rest.
 */
import { isWanted } from '../../../../src/judge/decisions.ts';
import type { AuditedMutant } from '../../../../src/model/audit.ts';
import type { Decision } from '../../../../src/model/decision.ts';
import { type Finding, isTheater } from '../../../../src/model/finding.ts';
import { type Unit, unnoticed } from '../../../facts.ts';
import type { Report } from './report.ts';

export type NextStep =
  | { kind: 'wanted'; mutant: AuditedMutant; unit: Unit | undefined; decision: Decision }
  | { kind: 'pseudo-tested' | 'untested' | 'weak' | 'module'; unit: Unit; missed: AuditedMutant[] }
  | { kind: 'theater'; finding: Finding };

export interface NextGroup {
  kind: NextStep['kind'];
  /** Those that are shown, most telling first. */
  steps: NextStep[];
  total: number;
}

const shown = 3;

export function nextSteps(
  report: Pick<Report, 'units' | 'unitOf' | 'audit' | 'mutants'>,
  decisions: readonly Decision[],
): NextGroup[] {
  const byKind = Map.groupBy(report.units(), kindOf);
  const ofUnits = (kind: 'pseudo-tested' | 'untested' | 'weak' | 'module') => {
    const all = (byKind.get(kind) ?? []).map((unit) => ({ kind, unit, missed: unnoticed(unit) }));
    return group(
      kind,
      all.filter(({ missed }) => missed.length > 0),
    );
  };
  const theater = report.audit.findings
    .filter(isTheater)
    .map((finding) => ({ kind: 'theater' as const, finding }));
  return [
    group('wanted', wanted(report, decisions), shown + 2),
    ofUnits('pseudo-tested'),
    group('theater', theater, shown + 2),
    ofUnits('untested'),
    ofUnits('weak'),
    ofUnits('module'),
  ].filter(({ total }) => total > 0);
}

/** Breaks that somebody wants a test for, what was asked for last first. */
function wanted(
  { mutants, unitOf }: Pick<Report, 'mutants' | 'unitOf'>,
  decisions: readonly Decision[],
): NextStep[] {
  return decisions
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .flatMap((decision) => {
      const mutant = mutants.get(decision.mutant);
      if (mutant === undefined || !isWanted(mutant, decision)) return [];
      return [{ kind: 'wanted', mutant, unit: unitOf(mutant), decision }];
    });
}

function group(kind: NextStep['kind'], steps: NextStep[], most = shown): NextGroup {
  return { kind, total: steps.length, steps: steps.slice(0, most) };
}

function kindOf(unit: Unit): string {
  return unit.verdict ?? unit.kind;
}
