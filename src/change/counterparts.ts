import { likeness } from '../system/likeness.ts';
import type { FunctionText } from './function-texts.ts';
import { commonStart, likenessAround, type Surroundings } from './surroundings.ts';

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

/** How breaks of now and of the base are told apart. */
export interface Places<Now, Before> {
  /** What a break of now is in, as the base calls it: a function, or a file outside of functions; undefined if that was not there. */
  unitNow(each: Now): string | undefined;
  /** The same of a break of the base. */
  unitBefore(each: Before): string | undefined;
  aroundNow(each: Now): Surroundings;
  aroundBefore(each: Before): Surroundings;
}

/**
 * For each break of now the one of the base that does the same in what its function was: by mutator and by what it replaces
 * with what, formatting aside, and of several by what stands around them; then by what is much like what it replaces, as what stands
 * within may have changed. Pure.
 */
export function breaksBefore<Now extends Placed, Before extends Placed>(
  now: readonly Now[],
  before: readonly Before[],
  places: Places<Now, Before>,
): Map<Now, Before> {
  const { unitNow, unitBefore } = places;
  const known = Map.groupBy(before, (each) => keyOf(each, unitBefore(each)));
  const found = new Map<Now, Before>();
  for (const [key, same] of Map.groupBy(now, (each) => keyOf(each, unitNow(each)))) {
    const candidates = key === undefined ? undefined : known.get(key);
    if (candidates) for (const [each, match] of paired(same, candidates, places)) found.set(each, match);
  }
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

/** Of more breaks that are the same, those at the same place in their order are taken for each other. */
const mostCompared = 60;

/** Breaks that are the same in themselves: those with the same around them first, then in their order. */
function paired<Now, Before>(
  now: readonly Now[],
  before: readonly Before[],
  { aroundNow, aroundBefore }: Places<Now, Before>,
): [Now, Before][] {
  const inOrder = now.slice(0, before.length).map((each, index): [Now, Before] => [each, before[index]!]);
  if ((now.length === 1 && before.length === 1) || Math.max(now.length, before.length) > mostCompared)
    return inOrder;
  const around = before.map(aroundBefore);
  const pairs = now
    .flatMap((each, place) => {
      const own = aroundNow(each);
      return before.map((other, index) => ({
        each,
        other,
        likeness: likenessAround(own, around[index]!),
        distance: Math.abs(place - index),
      }));
    })
    .sort((a, b) => b.likeness - a.likeness || a.distance - b.distance);
  const found = new Map<Now, Before>();
  const taken = new Set<Before>();
  for (const { each, other } of pairs) {
    if (found.has(each) || taken.has(other)) continue;
    found.set(each, other);
    taken.add(other);
  }
  return [...found];
}

/** A whole body is what it is, whatever it holds. */
function mostAlike<Before extends Placed>(each: Placed, candidates: readonly Before[]): Before | undefined {
  const alike = candidates
    .filter((other) => other.mutator === each.mutator && doesTheSame(other, each))
    .map((other) => ({ other, score: likeness(words(each.original), words(other.original)) }))
    .filter(({ score }) => each.body !== undefined || score >= alikeBreaks)
    .sort((a, b) => b.score - a.score);
  return alike[0]?.other;
}

/** Leaves the same, or takes away and adds the same: `^` from another pattern. */
function doesTheSame(one: Placed, other: Placed): boolean {
  return plain(one.replacement) === plain(other.replacement) || editOf(one) === editOf(other);
}

/** What is other in the replacement, as what is taken away and what is added. */
function editOf({ original, replacement }: Placed): string {
  const [from, to] = [plain(original), plain(replacement)];
  const start = commonStart(from, to);
  const [gone, added] = [from.slice(start), to.slice(start)];
  const end = commonStart([...gone].reverse(), [...added].reverse());
  return [gone.slice(0, gone.length - end), added.slice(0, added.length - end)].join('\0');
}

/** How much of what two breaks replace has to be the same, from 0 to 1. */
const alikeBreaks = 0.6;

function words(text: string): string[] {
  return text.match(/[\w$]+|[^\s\w$]/g) ?? [];
}

function plain(text: string): string {
  return text.replace(/\s+/g, '');
}

function keyOf({ mutator, original, replacement }: Placed, unit: string | undefined): string | undefined {
  return unit === undefined ? undefined : [unit, mutator, plain(original), plain(replacement)].join('\0');
}
