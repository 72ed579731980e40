import type { z } from 'zod';
import type { Evidences, FindingKind } from '../../src/model/finding.ts';

/** The breaks that prove what was found about a test. */
export interface BreakEvidence {
  /** Ids of breaks, or of neutral changes. */
  ids: string[];
  /** What the test does with each of them. */
  does: 'passes' | 'fails';
  /** How many more there are that the audit does not name. */
  more: number;
}

/** Handed in: the page shows findings too, and reads none. */
export type Zod = typeof z;

/** All that reports need to know of one kind of finding. */
export interface FindingForm<Kind extends FindingKind> {
  /** Short, as it stands before a test. */
  name: string;
  /** What was seen, in one sentence without a full stop. */
  describe(evidence: Evidences[Kind]): string;
  /** Absent for a kind that rests on no break. */
  breaks?(evidence: Evidences[Kind]): BreakEvidence;
  /** How `audit.json` holds the evidence. */
  schema(z: Zod): z.ZodType<Evidences[Kind]>;
}
