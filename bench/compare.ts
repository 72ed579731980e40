import type { Location } from '../src/model/source.ts';

/** What a tool says of a mutant, in words that both share. */
export type Outcome =
  /** A test fails with it, or does not come to an end. */
  | 'noticed'
  /** Every test passes with it, or none reaches it. */
  | 'unnoticed'
  /** The tool gives no verdict that counts: an error, no proof. */
  | 'unclear'
  /** It was not to be run. */
  | 'ignored';

/** One mutant as one of the tools reports it. */
export interface ToolMutant {
  file: string;
  location: Location;
  mutator: string;
  replacement: string;
  outcome: Outcome;
  /** The tool's own word for it. */
  status: string;
  /** What else the tool says: a reason, an error, whether it is static. */
  note?: string;
}

export interface Match<Realcov extends ToolMutant = ToolMutant> {
  realcov: Realcov;
  stryker: ToolMutant;
}

export interface Comparison<Realcov extends ToolMutant = ToolMutant> {
  /** The same outcome from both. */
  agreed: Match<Realcov>[];
  differing: Match<Realcov>[];
  /** Mutants that only one of the tools has. */
  onlyRealcov: Realcov[];
  onlyStryker: ToolMutant[];
}

/** Matches mutants by file, location, mutator and replacement, and tells where the verdicts differ. */
export function compare<Realcov extends ToolMutant>(
  realcov: readonly Realcov[],
  stryker: readonly ToolMutant[],
): Comparison<Realcov> {
  const waiting = Map.groupBy(stryker, keyOf);
  const agreed: Match<Realcov>[] = [];
  const differing: Match<Realcov>[] = [];
  const onlyRealcov: Realcov[] = [];
  for (const mutant of realcov) {
    const other = waiting.get(keyOf(mutant))?.shift();
    if (!other) onlyRealcov.push(mutant);
    else (mutant.outcome === other.outcome ? agreed : differing).push({ realcov: mutant, stryker: other });
  }
  return { agreed, differing, onlyRealcov, onlyStryker: [...waiting.values()].flat() };
}

/** How often each pair of words came up, such as `killed / Killed`. */
export function tally(matches: readonly Match[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { realcov, stryker } of matches) {
    const words = `${realcov.status} / ${stryker.status}`;
    counts[words] = (counts[words] ?? 0) + 1;
  }
  return counts;
}

/**
 * Both put the replacement in the same place, but realcov adds parentheses and spaces where the edit would
 * otherwise merge with the code around it.
 */
function keyOf({ file, location: { start, end }, mutator, replacement }: ToolMutant): string {
  const text = replacement.replace(/[\s()]+|;$/g, '');
  return [file, start.line, start.column, end.line, end.column, mutator, text].join('|');
}
