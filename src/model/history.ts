import type { FunctionVerdict, MutantStatus } from './audit.ts';
import type { FindingKind } from './finding.ts';
import type { Provenance } from './provenance.ts';

/** One audit of a whole project, in figures: a line of `.realcov/history.jsonl`. */
export interface HistoryEntry extends Provenance {
  toolVersion: string;
  realCoverage: { killed: number; valid: number; percent: number };
  claimedCoverage: { covered: number; valid: number; percent: number };
  functions: Partial<Record<FunctionVerdict, number>>;
  mutants: Partial<Record<MutantStatus, number>>;
  /** The options of the configuration that shape the figures; absent if there are none. Others compare with nothing. */
  settings?: string;
  tests: number;
  findings: Partial<Record<FindingKind, number>>;
  seconds: number;
}

/**
 * Real coverage of an audit and of the one before, of the same breaks: where other breaks are accepted, as if none
 * were. Undefined where the two cannot be compared.
 */
export function movedCoverage(
  before: HistoryEntry,
  after: HistoryEntry,
): { before: number; after: number } | undefined {
  if (before.settings !== after.settings) return undefined;
  const isAlike = acceptedOf(before) === acceptedOf(after);
  const percentOf = (entry: HistoryEntry) => (isAlike ? entry.realCoverage.percent : percentOfAll(entry));
  return { before: percentOf(before), after: percentOf(after) };
}

/** How many breaks were accepted. */
export function acceptedOf({ mutants }: HistoryEntry): number {
  return mutants.accepted ?? 0;
}

function percentOfAll(entry: HistoryEntry): number {
  const { killed, valid } = entry.realCoverage;
  return Math.round((10_000 * killed) / (valid + acceptedOf(entry))) / 100;
}
