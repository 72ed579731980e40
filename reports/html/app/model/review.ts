/** What leads go through: breaks that no test notices, the worst function first, whole-function breaks first in it. */
import { isDecidable } from '../../../../src/judge/decisions.ts';
import type { AuditedMutant } from '../../../../src/model/audit.ts';
import type { Decision } from '../../../../src/model/decision.ts';
import type { Unit } from '../../../facts.ts';

export interface Candidate {
  mutant: AuditedMutant;
  unit: Unit;
}

export const reviewFilters = {
  '': 'To decide',
  wanted: 'Needs a test',
  decided: 'Decided',
  all: 'All',
} as const;

export type ReviewFilter = keyof typeof reviewFilters;

export function candidates(units: Unit[]): Candidate[] {
  return units.flatMap((unit) =>
    unit.mutants
      .filter(isDecidable)
      .toSorted((a, b) => Number(b.level === 'function') - Number(a.level === 'function'))
      .map((mutant) => ({ mutant, unit })),
  );
}

export function selectCandidates(
  all: Candidate[],
  filter: ReviewFilter,
  decisionOf: (id: string) => Decision | undefined,
): Candidate[] {
  if (filter === 'all') return all;
  if (filter === 'wanted') return all.filter(({ mutant }) => decisionOf(mutant.id)?.kind === 'needs-a-test');
  return all.filter(({ mutant }) => (decisionOf(mutant.id) !== undefined) === (filter === 'decided'));
}
