/** The tests as a table: what each is worth, and what was found about it. */
import type { AuditedTest } from '../../../../src/model/audit.ts';
import { type Finding, type FindingKind, isTheater, type Lead } from '../../../../src/model/finding.ts';
import { compareText } from './functions.ts';
import type { Report } from './report.ts';

export interface TestRow {
  test: AuditedTest;
  findings: Finding[];
  lead: Lead | undefined;
  /** Position in the order worst first. */
  rank: number;
}

export type TestFilter = 'theater' | FindingKind | 'lead' | 'nothing' | 'accepted';

export const testSorts = {
  worst: 'worst first',
  name: 'name',
  alone: 'most worth',
  kills: 'notices least',
  covers: 'reaches most',
  slow: 'slowest',
} as const;

export type TestSort = keyof typeof testSorts;

export interface TestQuery {
  kinds: TestFilter[];
  text: string;
  sort: TestSort;
}

export function testRows({ audit, findings }: Pick<Report, 'audit' | 'findings'>): TestRow[] {
  const leads = new Map((audit.leads ?? []).map((lead) => [lead.testId, lead]));
  return audit.tests
    .map((test) => ({ test, findings: findings.get(test.id) ?? [], lead: leads.get(test.id) }))
    .sort(
      (a, b) =>
        badness(b) - badness(a) ||
        a.test.kills - b.test.kills ||
        compareText(a.test.file, b.test.file) ||
        a.test.line - b.test.line,
    )
    .map((row, rank) => ({ ...row, rank }));
}

/** Theater first, then warnings, then tests that reach much and notice nothing. */
function badness({ test, findings, lead }: Omit<TestRow, 'rank'>): number {
  if (findings.some(isTheater)) return 4;
  if (findings.some(({ severity, ignored }) => severity === 'warning' && ignored === undefined)) return 3;
  if (test.kills === 0 && test.covers > 0) return 2;
  return lead === undefined ? 0 : 1;
}

export function hasKind({ test, findings, lead }: TestRow, kind: TestFilter): boolean {
  switch (kind) {
    case 'theater':
      return findings.some(isTheater);
    case 'lead':
      return lead !== undefined;
    case 'nothing':
      return test.kills === 0;
    case 'accepted':
      return findings.some(({ ignored }) => ignored !== undefined);
    default:
      return findings.some((finding) => finding.kind === kind && finding.ignored === undefined);
  }
}

export function selectTests(rows: TestRow[], { kinds, text, sort }: TestQuery): TestRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter((row) => kinds.length === 0 || kinds.some((kind) => hasKind(row, kind)))
    .filter(({ test }) => {
      const all = `${test.name} ${test.file}`.toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .toSorted((a, b) => orders[sort](a, b) || a.rank - b.rank);
}

const orders: Record<TestSort, (a: TestRow, b: TestRow) => number> = {
  worst: (a, b) => a.rank - b.rank,
  name: (a, b) => compareText(a.test.name, b.test.name),
  alone: (a, b) => b.test.onlyKiller - a.test.onlyKiller,
  kills: (a, b) => a.test.kills - b.test.kills,
  covers: (a, b) => b.test.covers - a.test.covers,
  slow: (a, b) => b.test.durationMs - a.test.durationMs,
};
