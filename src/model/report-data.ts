import type { Audit } from './audit.ts';
import type { Comparison } from './comparison.ts';
import type { Decision } from './decision.ts';
import type { HistoryEntry } from './history.ts';

/** All that the HTML report is made of. */
export interface ReportData {
  audit: Audit;
  /** Whether a break that the audit does not list is not there. */
  holdsEveryBreak: boolean;
  /** Texts of the sources and test files, by path relative to the root. */
  sources: Record<string, string>;
  /** Oldest first; the last one is of this audit, if it was of the whole project and kept. */
  history: HistoryEntry[];
  decisions: Decision[];
  /** With the audit before this one, if there was one. */
  comparison?: Comparison;
}
