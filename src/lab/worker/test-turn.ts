import type { Inputs, MutantRef, TestKey, TestState } from '../protocol.ts';

/** One run of one test, with a mutant or clean. */
export interface Turn {
  mutant?: MutantRef;
  /** Steps the turn may take, and milliseconds it may wait. */
  steps: number;
  ms: number;
  /** The load's own turn goes on: what is active stays so, and stays reached. */
  goesOn?: true;
}

export interface TurnOutcome {
  state: TestState;
  reached: boolean;
  /** The wall clock ended it: the body may still be running. */
  wallClock: boolean;
  /** It waited, and nothing was at work in the process that could end the wait. */
  hung?: true;
  /** What failed is what the broken code itself throws. */
  thrown?: true;
  /** What it would have done to files or processes and was kept from. */
  refused?: string;
  error?: string;
  /** The test's own function, hooks aside, called nothing of the project. */
  idle?: true;
  /** What its assertions looked at, in order; only where that is asked for. */
  shapes?: string[];
  /** What it took in; only where that is asked for. */
  inputs?: Inputs;
  steps: number;
  ms: number;
}

/** What a test does turn by turn: yields the next turn, is given how it went. */
export type TurnPlan = Generator<Turn, void, TurnOutcome>;

/** Whose turn it is: what errors that surface outside a test are attributed to. */
export interface TurnOwner {
  test: TestKey | undefined;
  mutant: string | undefined;
  lateError: string | undefined;
  /** The broken code itself threw it. */
  lateErrorThrown?: boolean;
}

/** Fewer steps than this are never too many: 12 ms of a plain loop, a third of a second where each grows an object. */
const minSteps = 250_000;
/** Less than this is never too long to wait: `waitFor` and `expect.poll` give up after a second. */
const minMs = 1_500;

/**
 * Limits of a turn, from what the clean one took. Steps are the same on every machine, so their limit is
 * generous and final; milliseconds are not, so whoever runs out of them is tried again with `patience`.
 */
export type Limits = (
  cost: { ms: number; steps: number },
  patience?: number,
) => { steps: number; ms: number };

export function limitsFor(timeoutFactor: number): Limits {
  return (cost, patience = 1) => ({
    steps: Math.max(minSteps, cost.steps * timeoutFactor * 10),
    ms: Math.max(minMs, cost.ms * timeoutFactor) * patience,
  });
}

/** For turns without a mutant: only something outside the suite makes them run out. */
export const cleanTurn: Turn = { steps: 1_000_000_000, ms: 60_000 };
