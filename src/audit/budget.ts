import type { RunBudget } from '../lab/rounds/run-mutants.ts';
import { isBreak } from '../model/mutant.ts';
import type { RunMutant } from '../model/run.ts';

/** How much of the time is for the clean run; what is left of it is for the breaks. */
const shareOfClean = 0.5;
/** And until when the breaks of now run, where the base is run after them. */
const shareOfNow = 0.7;
/** Breaks that are run together: after each batch the time is looked at. */
const batchSize = 100;

/** How long an audit may take, from its start. */
export class Budget {
  readonly #end: number;
  readonly #endOfBreaks: number;

  /** Left for a clean run, in milliseconds, which has a share of what is left when it starts; undefined without a limit. */
  get msForClean(): (() => number) | undefined {
    if (!Number.isFinite(this.#end)) return undefined;
    const now = performance.now();
    const end = now + shareOfClean * (this.#end - now);
    return () => end - performance.now();
  }

  /** @param seconds undefined for as long as it takes */
  constructor(seconds: number | undefined, isOfChange: boolean, now = performance.now()) {
    const ms = seconds === undefined ? Number.POSITIVE_INFINITY : 1000 * seconds;
    this.#end = now + ms;
    this.#endOfBreaks = now + (isOfChange ? shareOfNow * ms : ms);
  }

  get isOver(): boolean {
    return performance.now() > this.#end;
  }

  /** Of the breaks of now; undefined without a limit. */
  get forBreaks(): RunBudget | undefined {
    return this.#until(this.#endOfBreaks);
  }

  /** Of those of the base, which come last; undefined without a limit. */
  get forBase(): RunBudget | undefined {
    return this.#until(this.#end);
  }

  #until(end: number): RunBudget | undefined {
    return Number.isFinite(end) ? { batches: inOrder, msLeft: () => end - performance.now() } : undefined;
  }
}

/**
 * What tells most comes first: deleted bodies, other breaks of whole functions, then one break of every function after the other.
 */
function inOrder(mutants: readonly RunMutant[]): RunMutant[][] {
  const seen = new Map<string, number>();
  const rank = new Map<RunMutant, number>();
  for (const each of mutants) {
    const { level, body, function: unit = each.mutant.file } = each.mutant;
    const place = seen.get(unit) ?? 0;
    if (level === 'statement') seen.set(unit, place + 1);
    const first =
      body === 'deleted' ? 0 : level === 'function' ? 1 : isBreak(each.mutant) ? 2 + place : Infinity;
    rank.set(each, first);
  }
  const sorted = [...mutants].sort((a, b) => rank.get(a)! - rank.get(b)! || a.index - b.index);
  return Array.from({ length: Math.ceil(sorted.length / batchSize) }, (_, index) =>
    sorted.slice(index * batchSize, (index + 1) * batchSize),
  );
}

/** The same, with some breaks in batches of their own before all others. */
export function withFirst(
  budget: RunBudget,
  comesFirst: (mutant: RunMutant) => boolean = () => false,
): RunBudget {
  return {
    ...budget,
    batches: (mutants) => [
      ...budget.batches(mutants.filter((each) => comesFirst(each))),
      ...budget.batches(mutants.filter((each) => !comesFirst(each))),
    ],
  };
}
