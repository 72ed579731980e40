import type { FunctionVerdict } from './audit.ts';
import type { Finding } from './finding.ts';
import type { Made } from './made.ts';

/** What changed from one audit to another of the same project. */
export interface Comparison {
  /** When and of what they were made, as far as they say. */
  made?: { before?: Made; after?: Made };
  realCoverage: { before: number; after: number };
  claimedCoverage: { before: number; after: number };
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
