import type { AuditedMutant } from '../model/audit.ts';
import type { Decision } from '../model/decision.ts';

type Kind = Pick<AuditedMutant, 'mutator' | 'original'>;

/** How likely a break of a kind needs a test, from 0 to 1. */
export type Rate = (mutant: Kind) => number;

/** So many decisions weigh as much as what is thought before there are any. */
const smoothing = 8;
/** From so many decisions on their share says something. */
const enough = 20;

/** What is thought of a mutator before people decide: breaks of what code does before breaks of what it says. */
const before: Record<string, number> = {
  ArrayDeclaration: 0.4,
  DefaultParameter: 0.4,
  NumberLiteral: 0.4,
  ObjectLiteral: 0.4,
  OptionalChaining: 0.35,
  Regex: 0.4,
  StringLiteral: 0.3,
};
const otherwise = 0.55;

/**
 * How often people said that a break needs a test, by mutator and kind of place. Where few were decided, the rate leans
 * towards that of the mutator, and that towards what is thought before anybody decides.
 */
export function learnedRate(decisions: readonly Decision[]): Rate {
  const byMutator = tallies(decisions, ({ mutator }) => mutator);
  const byPlace = tallies(decisions, placeKey);
  return (mutant) => {
    const prior = before[mutant.mutator] ?? otherwise;
    const ofMutator = smoothed(byMutator.get(mutant.mutator), prior);
    return smoothed(byPlace.get(placeKey(mutant)), ofMutator);
  };
}

/** Of what people decided, how much needs a test; undefined as long as there is too little to say so. */
export function usefulnessOf(
  decisions: readonly Decision[],
): { needed: number; decided: number } | undefined {
  if (decisions.length < enough) return undefined;
  return { needed: decisions.filter(isNeeded).length, decided: decisions.length };
}

function isNeeded({ kind }: Decision): boolean {
  return kind === 'needs-a-test';
}

interface Tally {
  needed: number;
  all: number;
}

function tallies(decisions: readonly Decision[], keyOf: (decision: Decision) => string): Map<string, Tally> {
  const found = new Map<string, Tally>();
  for (const decision of decisions) {
    const { needed, all } = found.get(keyOf(decision)) ?? { needed: 0, all: 0 };
    found.set(keyOf(decision), { needed: needed + Number(isNeeded(decision)), all: all + 1 });
  }
  return found;
}

function smoothed(tally: Tally | undefined, towards: number): number {
  const { needed, all } = tally ?? { needed: 0, all: 0 };
  return (needed + smoothing * towards) / (all + smoothing);
}

function placeKey(mutant: Kind): string {
  return `${mutant.mutator} ${kindOfPlace(mutant.original)}`;
}

/** By the first that fits. */
const places: [kind: string, shape: RegExp][] = [
  ['text', /^['"`]/],
  ['number', /^[-+]?[\d.][\w.]*$/],
  ['pattern', /^\/.*\/\w*$/],
  ['list', /^(\[|new Array|Array\()/],
  ['statements', /^\{[^:]*;|^\{\s*\}/],
  ['object', /^\{/],
  ['logic', /&&|\|\||\?\?/],
  ['comparison', /[<>!=]=|[<>]/],
  ['negation', /^!/],
  ['keyword', /^(return|throw|await|case|default|catch)\b/],
  ['call', /\)\s*;?$/],
  ['name', /^[\w$.?[\]]+$/],
];

/** What the broken code is by its looks: a text, a comparison, a call, … */
function kindOfPlace(original: string): string {
  const code = original.trim();
  return places.find(([, shape]) => shape.test(code))?.[0] ?? 'other';
}
