/** Report data with what the views look up in it, found once. */
import type { Audit, AuditedMutant, AuditedTest } from '../../../../src/model/audit.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import type { ReportData } from '../../../../src/model/report-data.ts';
import { type Unit, worstFirst } from '../../../facts.ts';
import { lazily } from './lazily.ts';

export interface Report {
  data: ReportData;
  audit: Audit;
  mutants: Map<string, AuditedMutant>;
  tests: Map<string, AuditedTest>;
  isTest: (id: string) => boolean;
  findings: Map<string, Finding[]>;
  /** Worst first. */
  units: () => Unit[];
  unit: (id: string) => Unit | undefined;
  /** The unit that a break belongs to. */
  unitOf: (mutant: AuditedMutant) => Unit | undefined;
  /** What a test reaches, probes aside or not as the caller likes; in the order of the audit. */
  reachedBy: (testId: string) => AuditedMutant[];
  mutantsIn: (file: string) => AuditedMutant[];
}

export function toReport(data: ReportData): Report {
  const { audit } = data;
  const tests = new Map(audit.tests.map((test) => [test.id, test]));
  const units = lazily(() => worstFirst(audit));
  const unitsById = lazily(() => new Map(units().map((unit) => [unit.id, unit])));
  const byFile = lazily(() => Map.groupBy(audit.mutants, ({ file }) => file));
  return {
    data,
    audit,
    mutants: new Map(audit.mutants.map((mutant) => [mutant.id, mutant])),
    tests,
    isTest: (id) => tests.has(id),
    findings: Map.groupBy(audit.findings, ({ testId }) => testId),
    units,
    unit: (id) => unitsById().get(id),
    unitOf: (mutant) => unitsById().get(mutant.function ?? mutant.file),
    reachedBy: (testId) => reached(audit, testId),
    mutantsIn: (file) => byFile().get(file) ?? [],
  };
}

/** Breaks share their lists of tests, so each list is searched once. */
function reached({ mutants }: Audit, testId: string): AuditedMutant[] {
  const known = new Map<string[], boolean>();
  return mutants.filter(({ coveredBy }) => {
    const before = known.get(coveredBy);
    if (before !== undefined) return before;
    const reaches = coveredBy.includes(testId);
    known.set(coveredBy, reaches);
    return reaches;
  });
}
