/** What a lead should look at first: functions that can lose their body, then tests that notice nothing, then the rest. */
import type { AuditedMutant } from '../../../../src/model/audit.ts';
import { type Finding, isTheater } from '../../../../src/model/finding.ts';
import { type Unit, unnoticed } from '../../../facts.ts';
import type { Report } from './report.ts';

export type NextStep =
  | { kind: 'pseudo-tested' | 'untested' | 'weak' | 'module'; unit: Unit; missed: AuditedMutant[] }
  | { kind: 'theater'; finding: Finding };

export interface NextSteps {
  /** Those of each kind that are shown, most telling first. */
  groups: { kind: NextStep['kind']; steps: NextStep[]; total: number }[];
}

const shown = 3;

export function nextSteps({ units, audit }: Pick<Report, 'units' | 'audit'>): NextSteps {
  const byKind = Map.groupBy(units(), kindOf);
  const unitGroup = (kind: Exclude<NextStep['kind'], 'theater'>) => {
    const all = byKind.get(kind) ?? [];
    return {
      kind,
      total: all.length,
      steps: all.slice(0, shown).map((unit): NextStep => ({ kind, unit, missed: unnoticed(unit) })),
    };
  };
  const theater = audit.findings.filter(isTheater);
  const groups = [
    unitGroup('pseudo-tested'),
    {
      kind: 'theater' as const,
      total: theater.length,
      steps: theater.slice(0, shown + 2).map((finding): NextStep => ({ kind: 'theater', finding })),
    },
    unitGroup('untested'),
    unitGroup('weak'),
  ];
  return { groups: groups.filter(({ total }) => total > 0) };
}

function kindOf(unit: Unit): string {
  return unit.verdict ?? unit.kind;
}
