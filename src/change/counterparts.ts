import { likeness } from '../system/likeness.ts';
import type { FunctionText } from './function-texts.ts';

/** What a function of now was in the base. */
export interface Counterpart {
  now: FunctionText;
  /** Absent for a new function. */
  before?: FunctionText;
  /** It says the same, comments and formatting aside. */
  isSame: boolean;
}

/** How much of two functions has to be the same, from 0 to 1, for one to have become the other. */
const renamedLikeness = 0.8;
const movedLikeness = 0.5;

/**
 * Finds for each function what it was before: under its own name in its own file, or moved or renamed from one that is gone.
 * Pure.
 * @param pathBefore under which path a file of now was before
 */
export function counterpartsOf(
  now: readonly FunctionText[],
  before: readonly FunctionText[],
  pathBefore: (file: string) => string,
): Counterpart[] {
  const keyOf = (file: string, name: string, occurrence: number) => `${file}\n${name}\n${occurrence}`;
  const named = new Map<string, FunctionText>();
  for (const [unit, occurrence] of withOccurrence(before))
    named.set(keyOf(unit.file, unit.name, occurrence), unit);
  const taken = new Set<FunctionText>();
  const found = new Map<FunctionText, FunctionText>();
  const take = (unit: FunctionText, match: FunctionText | undefined) => {
    if (!match) return;
    taken.add(match);
    found.set(unit, match);
  };
  for (const [unit, occurrence] of withOccurrence(now))
    take(unit, named.get(keyOf(pathBefore(unit.file), unit.name, occurrence)));
  const gone = () => before.filter((unit) => !taken.has(unit));
  for (const unit of now) {
    if (found.has(unit)) continue;
    const same = textOf(unit);
    take(
      unit,
      gone().find((each) => textOf(each) === same) ??
        mostLike(
          unit,
          gone().filter((each) => ownName(each) === ownName(unit)),
          movedLikeness,
        ) ??
        mostLike(
          unit,
          gone().filter(({ file }) => file === pathBefore(unit.file)),
          renamedLikeness,
        ),
    );
  }
  return now.map((unit) => {
    const match = found.get(unit);
    return {
      now: unit,
      ...(match && { before: match }),
      isSame: match !== undefined && textOf(match) === textOf(unit),
    };
  });
}

function* withOccurrence(units: readonly FunctionText[]): Generator<[FunctionText, number]> {
  const seen = new Map<string, number>();
  for (const unit of units) {
    const key = `${unit.file}\n${unit.name}`;
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    yield [unit, occurrence];
  }
}

function textOf({ tokens }: FunctionText): string {
  return tokens.join(' ');
}

/** Without those around it. */
function ownName({ name }: FunctionText): string {
  return name.split(/ > |\./).at(-1)!;
}

function mostLike(
  unit: FunctionText,
  candidates: readonly FunctionText[],
  atLeast: number,
): FunctionText | undefined {
  const ranked = candidates
    .map((each) => ({ each, likeness: likeness(unit.tokens, each.tokens) }))
    .filter((each) => each.likeness >= atLeast)
    .sort((a, b) => b.likeness - a.likeness);
  return ranked[0]?.each;
}

interface Placed {
  mutator: string;
  original: string;
  replacement: string;
  /** What is left of a whole body that it takes the place of. */
  body?: unknown;
}

/**
 * For each break of now the one of the base that does the same in what its function was: by mutator and by what it replaces
 * with what, formatting aside; then by what it replaces with something else that is much like it, as what stands within may have
 * changed. Pure.
 * @param unitNow what a break of now is in, as the base calls it: a function, or a file outside of functions; undefined if
 * that was not there
 * @param unitBefore the same of a break of the base
 */
export function breaksBefore<Now extends Placed, Before extends Placed>(
  now: readonly Now[],
  before: readonly Before[],
  unitNow: (each: Now) => string | undefined,
  unitBefore: (each: Before) => string | undefined,
): Map<Now, Before> {
  const known = new Map(keyed(before, unitBefore));
  const found = new Map(
    keyed(now, unitNow).flatMap(([key, each]) => {
      const match = known.get(key);
      return match ? [[each, match] as const] : [];
    }),
  );
  const taken = new Set<Before>(found.values());
  const left = Map.groupBy(
    before.filter((each) => !taken.has(each)),
    unitBefore,
  );
  for (const each of now) {
    const unit = unitNow(each);
    if (unit === undefined || found.has(each)) continue;
    const match = mostAlike(
      each,
      (left.get(unit) ?? []).filter((other) => !taken.has(other)),
    );
    if (!match) continue;
    taken.add(match);
    found.set(each, match);
  }
  return found;
}

/** A whole body is what it is, whatever it holds. */
function mostAlike<Before extends Placed>(each: Placed, candidates: readonly Before[]): Before | undefined {
  const alike = candidates
    .filter((other) => other.mutator === each.mutator && plain(other.replacement) === plain(each.replacement))
    .map((other) => ({ other, score: likeness(words(each.original), words(other.original)) }))
    .filter(({ score }) => each.body !== undefined || score >= alikeBreaks)
    .sort((a, b) => b.score - a.score);
  return alike[0]?.other;
}

/** How much of what two breaks replace has to be the same, from 0 to 1. */
const alikeBreaks = 0.6;

function words(text: string): string[] {
  return text.match(/[\w$]+|[^\s\w$]/g) ?? [];
}

function plain(text: string): string {
  return text.replace(/\s+/g, '');
}

function keyed<Break extends Placed>(
  breaks: readonly Break[],
  unitOf: (each: Break) => string | undefined,
): [string, Break][] {
  const seen = new Map<string, number>();
  return breaks.flatMap((each): [string, Break][] => {
    const unit = unitOf(each);
    if (unit === undefined) return [];
    const key = [unit, each.mutator, plain(each.original), plain(each.replacement)].join('\0');
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    return [[`${key}\0${occurrence}`, each]];
  });
}
