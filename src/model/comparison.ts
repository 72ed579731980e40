import type { FunctionVerdict, Percent } from './audit.ts';
import type { Finding } from './finding.ts';
import type { Provenance } from './provenance.ts';

/** What changed from one audit to another of the same project. */
export interface Comparison {
  /** When and of what they were made, as far as they say. */
  made?: { before?: Provenance; after?: Provenance };
  /**
   * Of the same breaks in both: what only one of them accepts counts as not noticed. So nothing gets better because
   * somebody accepted it, and the figures may be others than those of the audits.
   */
  realCoverage: { before: Percent; after: Percent };
  claimedCoverage: { before: Percent; after: Percent };
  /** Ids of breaks that the new audit accepts and the old one does not, or does not have. */
  accepted: string[];
  /** Ids of breaks in both that tests noticed before and no longer do. */
  lost: string[];
  /** And of those that they notice now. */
  won: string[];
  /** Functions in both whose verdict changed, worse ones first. */
  functions: { id: string; file: string; name: string; before: FunctionVerdict; after: FunctionVerdict }[];
  /** Ids of functions that one of them has alone. */
  functionsAdded: string[];
  functionsGone: string[];
  findingsAdded: Finding[];
  findingsGone: Finding[];
  /** Breaks in the new audit alone that no test notices, by id. */
  newUnnoticed: string[];
}

/** The higher, the worse. */
const badness: Record<FunctionVerdict, number> = { tested: 0, weak: 1, untested: 2, 'pseudo-tested': 3 };

/** How far the verdict of a function fell; below zero where it got better. */
export function fallOf({ before, after }: Comparison['functions'][number]): number {
  return badness[after] - badness[before];
}
