/**
 * What a lead should look at first: breaks that somebody said need a test, then functions that can lose their body,
 * then tests that notice nothing, then the rest.
 */
import { isWanted } from '../../../../src/judge/decisions.ts';
import type { AuditedMutant } from '../../../../src/model/audit.ts';
import { type Comparison, fallOf } from '../../../../src/model/comparison.ts';
import type { Decision } from '../../../../src/model/decision.ts';
import { type Finding, isTheater } from '../../../../src/model/finding.ts';
import { type Unit, unnoticed } from '../../../facts.ts';
import type { Report } from './report.ts';

export type NextStep =
  | { kind: 'wanted'; mutant: AuditedMutant; unit: Unit | undefined; decision: Decision }
  | {
      kind: 'pseudo-tested' | 'untested' | 'weak' | 'module';
      unit: Unit;
      missed: AuditedMutant[];
      isNew: boolean;
    }
  | { kind: 'theater'; finding: Finding; isNew: boolean };

export interface NextGroup {
  kind: NextStep['kind'];
  /** Those that are shown: what the last run did not have, then what is most telling. */
  steps: NextStep[];
  total: number;
}

const shown = 3;

export function nextSteps(
  report: Pick<Report, 'units' | 'unitOf' | 'audit' | 'mutants'>,
  decisions: readonly Decision[],
  comparison?: Comparison,
): NextGroup[] {
  const { units: newUnits, theater: newTheater } = newSince(comparison);
  const byKind = Map.groupBy(report.units(), kindOf);
  const ofUnits = (kind: 'pseudo-tested' | 'untested' | 'weak' | 'module') => {
    const all = (byKind.get(kind) ?? []).map((unit) => ({
      kind,
      unit,
      missed: unnoticed(unit),
      isNew: newUnits.has(unit.id),
    }));
    return group(
      kind,
      all.filter(({ missed }) => missed.length > 0),
    );
  };
  const theater = report.audit.findings.filter(isTheater).map((finding) => ({
    kind: 'theater' as const,
    finding,
    isNew: newTheater.has(`${finding.testId} ${finding.kind}`),
  }));
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
  const isNew = (step: NextStep) => step.kind !== 'wanted' && step.isNew;
  const ordered = [...steps.filter(isNew), ...steps.filter((step) => !isNew(step))];
  return { kind, total: steps.length, steps: ordered.slice(0, most) };
}

/** Functions that are new or worse than in the last run, and theater that it did not have. */
function newSince(comparison: Comparison | undefined): { units: Set<string>; theater: Set<string> } {
  const { functions = [], functionsAdded = [], findingsAdded = [] } = comparison ?? {};
  const worse = functions.filter((changed) => fallOf(changed) > 0).map(({ id }) => id);
  return {
    units: new Set([...functionsAdded, ...worse]),
    theater: new Set(findingsAdded.map(({ testId, kind }) => `${testId} ${kind}`)),
  };
}

function kindOf(unit: Unit): string {
  return unit.verdict ?? unit.kind;
}
