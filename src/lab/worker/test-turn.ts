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
  /** It waited, and nothing in the process could end the wait. */
  hung?: true;
  /** It failed with an error that the broken code itself throws. */
  thrown?: true;
  /** The change to files or processes that it tried, and that was refused. */
  refused?: string;
  error?: string;
  /** The test's own function, hooks aside, called nothing of the project. */
  idle?: true;
  /** The shapes of its assertions' subjects, in order, if the job wants them. */
  shapes?: string[];
  /** What it took in; only where that is asked for. */
  inputs?: Inputs;
  steps: number;
  ms: number;
}

/** The turns of a test: yields the next turn, and gets its result. */
export type TurnPlan = Generator<Turn, void, TurnOutcome>;

/** The owner of a turn. Errors outside of a test belong to it. */
export interface TurnOwner {
  test: TestKey | undefined;
  mutant: string | undefined;
  lateError: string | undefined;
  /** The broken code itself threw it. */
  lateErrorThrown?: boolean;
}

/** The smallest limit of steps: 12 ms of a plain loop, or a third of a second if each step makes an object larger. */
const minSteps = 250_000;
/** The smallest time limit: `waitFor` and `expect.poll` give up after a second. */
const minMs = 1_500;

/**
 * Limits of a turn, from the cost of the clean one. Steps are the same on every machine, so their limit is
 * generous and final. Milliseconds are not, so a turn that reaches their limit is tried again with `patience`.
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
