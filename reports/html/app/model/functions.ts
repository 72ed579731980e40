/** The functions as a table: what is counted of each, which are asked for and in which order. */
import { type FunctionVerdict, isNoticed } from '../../../../src/model/audit.ts';
import { isBreak } from '../../../../src/model/mutant.ts';
import { reaching, type Unit, unnoticed } from '../../../facts.ts';
import type { Report } from './report.ts';

export interface FunctionRow {
  unit: Unit;
  /** Position in the order worst first. */
  rank: number;
  /** Breaks with a verdict that counts. */
  breaks: number;
  noticed: number;
  unnoticed: number;
  unproven: number;
  /** Breaks that somebody accepted, in no other figure. */
  accepted: number;
  /** How many tests reach it, and how many of them were seen to notice a break of it. */
  reaching: number;
  killers: number;
}

export const verdictOrder = ['pseudo-tested', 'untested', 'weak', 'tested'] as const;

/** Outside functions, and functions of which nothing could be judged. */
export type VerdictFilter = FunctionVerdict | 'none';

export const functionSorts = {
  worst: 'worst first',
  name: 'name',
  file: 'file',
  breaks: 'most breaks',
  unnoticed: 'most unnoticed',
  share: 'least noticed',
  reaching: 'fewest tests reach it',
  killers: 'fewest tests notice',
} as const;

export type FunctionSort = keyof typeof functionSorts;

export interface FunctionQuery {
  verdicts: VerdictFilter[];
  text: string;
  file: string;
  sort: FunctionSort;
}

export function functionRows({ units, isTest }: Pick<Report, 'units' | 'isTest'>): FunctionRow[] {
  return units().map((unit, rank) => rowOf(unit, rank, isTest));
}

export function rowOf(unit: Unit, rank: number, isTest: (id: string) => boolean): FunctionRow {
  const breaks = unit.mutants.filter(isBreak);
  const missed = unnoticed(unit).length;
  const noticed = breaks.filter(isNoticed).length;
  return {
    unit,
    rank,
    breaks: noticed + missed,
    noticed,
    unnoticed: missed,
    unproven: breaks.filter(({ status }) => status === 'unproven').length,
    accepted: breaks.filter(({ status }) => status === 'accepted').length,
    reaching: reaching(unit),
    killers: new Set(breaks.flatMap(({ killedBy }) => killedBy).filter(isTest)).size,
  };
}

export function selectFunctions(rows: FunctionRow[], query: FunctionQuery): FunctionRow[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter(
      ({ unit }) =>
        (query.verdicts.length === 0 || query.verdicts.includes(unit.verdict ?? 'none')) &&
        (query.file === '' || unit.file === query.file) &&
        (words.length === 0 || matches(unit, words)),
    )
    .toSorted((a, b) => orders[query.sort](a, b) || a.rank - b.rank);
}

function matches({ name, file }: Unit, words: string[]): boolean {
  const text = `${name} ${file}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

const orders: Record<FunctionSort, (a: FunctionRow, b: FunctionRow) => number> = {
  worst: (a, b) => a.rank - b.rank,
  name: (a, b) => compareText(a.unit.name, b.unit.name),
  file: (a, b) => compareText(a.unit.file, b.unit.file) || a.unit.line - b.unit.line,
  breaks: (a, b) => b.breaks - a.breaks,
  unnoticed: (a, b) => b.unnoticed - a.unnoticed,
  share: (a, b) => shareOf(a) - shareOf(b),
  reaching: (a, b) => a.reaching - b.reaching,
  killers: (a, b) => a.killers - b.killers,
};

function shareOf({ noticed, breaks }: FunctionRow): number {
  return breaks === 0 ? 1 : noticed / breaks;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
