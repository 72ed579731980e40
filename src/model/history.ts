import type { FunctionVerdict, MutantStatus } from './audit.ts';
import type { FindingKind } from './finding.ts';
import type { Made } from './made.ts';

/** One audit of a whole project, in figures: a line of `.realcov/history.jsonl`. */
export interface HistoryEntry extends Made {
  toolVersion: string;
  realCoverage: { killed: number; valid: number; percent: number };
  claimedCoverage: { covered: number; valid: number; percent: number };
  functions: Partial<Record<FunctionVerdict, number>>;
  mutants: Partial<Record<MutantStatus, number>>;
  tests: number;
  findings: Partial<Record<FindingKind, number>>;
  seconds: number;
}
