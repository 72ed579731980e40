import type { FunctionVerdict, MutantStatus } from './audit.ts';
import type { FindingKind } from './finding.ts';

/** One audit of a whole project, in figures: a line of `.realcov/history.jsonl`. */
export interface HistoryEntry {
  /** When it ended, as ISO 8601. */
  at: string;
  /** Hash and first line of the message of the commit that was checked out. */
  commit?: { hash: string; subject: string /** The tree was not as committed. */; changed?: true };
  toolVersion: string;
  realCoverage: { killed: number; valid: number; percent: number };
  claimedCoverage: { covered: number; valid: number; percent: number };
  functions: Partial<Record<FunctionVerdict, number>>;
  mutants: Partial<Record<MutantStatus, number>>;
  tests: number;
  findings: Partial<Record<FindingKind, number>>;
  seconds: number;
}
