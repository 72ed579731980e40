import type { JournalLine, MutantRef, PairOutcome, TestPlan } from '../protocol.ts';
import { lostBetween } from './lost-assertions.ts';
import { cleanTurn, type Limits, type TurnOutcome, type TurnPlan } from './test-turn.ts';

type Write = (line: JournalLine) => void;

/** How many more killers a mutant wants, shared by the tests of a file. */
export class Wanted {
  readonly #left: Map<string, number>;

  constructor(wanted: Record<string, number>) {
    this.#left = new Map(Object.entries(wanted));
  }

  has(mutant: MutantRef): boolean {
    return (this.#left.get(mutant.id) ?? Number.POSITIVE_INFINITY) > 0;
  }

  /** `all`: no more killers are wanted. */
  killed(mutant: MutantRef, all = false): void {
    const left = this.#left.get(mutant.id);
    if (left !== undefined) this.#left.set(mutant.id, all ? 0 : left - 1);
  }
}

/** A clean turn that takes longer waits for something that an earlier turn removed, most often timers. */
const minCleanMs = 6_000;
/** If a test reaches none of this number of mutants in a row, although it did in its file, an earlier turn left something behind. */
const maxUnreached = 10;

/**
 * The turns of one test against its mutants, with the proof of every kill: the test passes before, fails
 * with the mutant reached, and passes again after, in the same environment.
 */
export function* hotPlan(
  plan: TestPlan,
  mutants: MutantRef[],
  wanted: Wanted,
  limits: Limits,
  write: Write,
): TurnPlan {
  const clean = { ...cleanTurn, ms: Math.max(minCleanMs, limits(plan).ms) };
  const before = yield clean;
  if (before.state !== 'pass') {
    write({ kind: 'spoiled', test: plan.test, reason: `does not pass in place: ${describe(before)}` });
    return;
  }
  let pairs = 0;
  let thrown = false;
  let unreached = 0;
  let suspect: MutantRef | undefined;
  for (const position of plan.mutants) {
    const mutant = mutants[position];
    if (!mutant || !wanted.has(mutant)) continue;
    const verdict = yield* judge(mutant);
    if (verdict === 'stop') return;
    // An error of the code itself says nothing about the assertions of the test.
    if (plan.untilKill && verdict === 'killed' && !thrown) break;
    unreached = verdict === 'unreached' ? unreached + 1 : 0;
    if (unreached === maxUnreached) {
      write({
        kind: 'spoiled',
        test: plan.test,
        reason: 'does not reach in place what it reaches in its file',
      });
      return;
    }
    suspect = verdict === 'survived' || verdict === 'unreached' ? mutant : undefined;
  }
  write({ kind: 'plan-done', test: plan.test, pairs });

  function* judge(
    mutant: MutantRef,
  ): Generator<{ mutant?: MutantRef; steps: number; ms: number }, PairOutcome | 'stop', TurnOutcome> {
    const outcome = yield { mutant, ...limits(plan) };
    if (outcome.refused !== undefined) {
      const after = yield clean;
      if (after.state !== 'pass') return spoiled(mutant, after);
      // Or something that the survivor before it left behind caused it.
      const again = suspect ? yield { mutant, ...limits(plan) } : outcome;
      return again.refused === undefined ? spoiled(mutant, again) : pair(mutant, 'refused', outcome);
    }
    if (outcome.state === 'pass' || outcome.state === 'skip') {
      return pair(mutant, outcome.reached ? 'survived' : 'unreached', outcome);
    }
    if (outcome.wallClock) {
      wanted.killed(mutant, true);
      pair(mutant, 'timeout', outcome);
      return 'stop';
    }
    const after = yield clean;
    if (after.state !== 'pass') return spoiled(mutant, after);
    if (outcome.state === 'timeout') {
      wanted.killed(mutant, true);
      return pair(mutant, 'timeout', outcome);
    }
    if (!outcome.reached) return pair(mutant, 'unreached', outcome);
    // Something that the survivor before it left behind may have caused this failure, and the failure removed it.
    if (suspect) {
      const again = yield { mutant, ...limits(plan) };
      const afterAgain = yield clean;
      if (afterAgain.state !== 'pass') return spoiled(mutant, afterAgain);
      if (again.state !== 'fail' || !again.reached)
        return pair(mutant, again.reached ? 'survived' : 'unreached', again);
    }
    wanted.killed(mutant);
    return pair(mutant, 'killed', outcome);
  }

  function pair(mutant: MutantRef, outcome: PairOutcome, seen: TurnOutcome): PairOutcome {
    pairs++;
    thrown = seen.thrown === true;
    const lost = outcome === 'survived' ? lostBetween(before.shapes, seen.shapes) : undefined;
    write({
      kind: 'pair',
      test: plan.test,
      mutant: mutant.id,
      outcome,
      ...(outcome === 'killed' && seen.thrown && { thrown: true }),
      ...(seen.wallClock && { wallClock: true }),
      ...(seen.hung && { hung: true }),
      ...(lost && { lost }),
      ...(seen.refused !== undefined && { refused: seen.refused }),
      ...(outcome === 'killed' && seen.error !== undefined && { error: seen.error }),
      ...(seen.inputs && { inputs: seen.inputs }),
    });
    return outcome;
  }

  function spoiled(mutant: MutantRef, after: TurnOutcome): 'stop' {
    write({
      kind: 'spoiled',
      test: plan.test,
      mutant: mutant.id,
      reason: `does not pass again after the mutant: ${describe(after)}`,
    });
    return 'stop';
  }
}

function describe(outcome: TurnOutcome): string {
  return outcome.error ?? outcome.state;
}
