import type { Mutant } from './mutant.ts';
import type { FunctionUnit } from './source.ts';

/** A mutant and the numbers by which the running program knows it. */
export interface PlacedMutant extends Mutant {
  /** Number of the mutant in its file, from 1; what the file's switch is set to to activate it. */
  number: number;
  /** Index of the file's hit counter that counts how often its place is reached. */
  site: number;
}

/** What a file's switch is set to for all of its neutral mutants at once. */
export const everyNeutral = -1;

/**
 * What the names begin with that instrumented texts expect. Where a text is served, one of the same length that nobody
 * can guess takes its place: code that is tried must not know which mutant is on. Not in one piece, as realcov may audit
 * itself.
 */
export const namePrefix = ['__rc', '0'.repeat(12)].join('');

/** The names that instrumented texts expect, of one file and of all. */
export function switchNames(key: string, prefix = namePrefix): { active: string; hits: string } {
  return { active: `${prefix}s_${key}`, hits: `${prefix}h_${key}` };
}

export function stepNames(prefix = namePrefix): { budget: string; refill: string } {
  return { budget: `${prefix}b`, refill: `${prefix}t` };
}

/** What a module with the text of a source asks: `(path, text) => text`, the text as it is with the active mutant. */
export function textReader(prefix: string): string {
  return `${prefix}r`;
}

/**
 * One source file with all its mutants in it. The text expects four variables before it is loaded, by the names above:
 * `active`: Int32Array(1), the number of the active mutant (0: none, -1: every neutral one);
 * `hits`: Uint32Array(sites), hits of each site, mutant active or not;
 * `budget`: Float64Array(1), the step budget, counted down at every loop turn and function entry;
 * `refill()`: called when the budget is below zero; throws.
 */
export interface InstrumentedFile {
  /** Path relative to the project root, `/` as separator. */
  file: string;
  /** Suffix of the file's names: a short hash of `file`. */
  key: string;
  /** How many hit counters it needs. */
  sites: number;
  original: string;
  /** The instrumented text. Still TypeScript or JSX if the original is. */
  code: string;
  /** Source map (version 3, JSON) from `code` to `original`. */
  map: string;
  functions: FunctionUnit[];
  /** Runnable mutants have a `number` and a `site`; ignored and invalid ones have neither. */
  mutants: (PlacedMutant | (Mutant & ({ ignored: string } | { invalid: string })))[];
}
