import type { Audit } from '../model/audit.ts';
import type { HistoryEntry } from '../model/history.ts';
import { isBreak } from '../model/mutant.ts';
import type { Provenance } from '../model/provenance.ts';

/**
 * An audit in figures, as they are kept; undefined if it judged nothing. Pure.
 * @param settings the options of the configuration that shape the figures, if there are any
 */
export function historyEntry(audit: Audit, made: Provenance, settings?: string): HistoryEntry | undefined {
  const { realCoverage, claimedCoverage, functions, mutants, tests, findings, timings, toolVersion } = audit;
  const { killed, valid, percent } = realCoverage;
  const { covered, percent: claimed } = claimedCoverage;
  if (percent === null || claimed === null) return undefined;
  return {
    ...made,
    toolVersion,
    realCoverage: { killed, valid, percent },
    claimedCoverage: { covered, valid, percent: claimed },
    functions: countBy(functions, ({ verdict }) => verdict),
    mutants: countBy(mutants.filter(isBreak), ({ status }) => status),
    ...(settings !== undefined && { settings }),
    tests: tests.length,
    findings: countBy(
      findings.filter(({ ignored }) => ignored === undefined),
      ({ kind }) => kind,
    ),
    seconds: Math.round(timings.reduce((sum, { ms }) => sum + ms, 0) / 100) / 10,
  };
}

function countBy<T, Key extends string>(
  all: readonly T[],
  keyOf: (one: T) => Key,
): Partial<Record<Key, number>> {
  const counts: Partial<Record<Key, number>> = {};
  for (const one of all) counts[keyOf(one)] = (counts[keyOf(one)] ?? 0) + 1;
  return counts;
}
