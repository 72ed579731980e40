import { expect, test } from 'vitest';
import type { JournalLine, MutantRef, TestPlan } from '../../../src/lab/protocol.ts';
import { hotPlan, Wanted } from '../../../src/lab/worker/hot-plan.ts';
import { limitsFor, type TurnOutcome } from '../../../src/lab/worker/test-turn.ts';

const [a, b]: [MutantRef, MutantRef] = [ref(1), ref(2)];

test('a kill is written once the test passed before it and passes again after it', () => {
  const { turns, lines } = play([a], ['pass', 'fail', 'pass']);
  expect(turns).toEqual(['clean', 1, 'clean']);
  expect(lines).toEqual(['killed 1', 'plan-done']);
});

test('a test that does not pass before any mutant is spoiled, and nothing is said of its mutants', () => {
  const { turns, lines } = play([a], ['fail']);
  expect(turns).toEqual(['clean']);
  expect(lines).toEqual(['spoiled undefined']);
});

test('a test that does not pass again proves nothing, and the rest of its plan is left', () => {
  const { lines } = play([a, b], ['pass', 'fail', 'fail']);
  expect(lines).toEqual(['spoiled 1']);
});

test('a failure right after a survivor counts only if it comes again after a clean turn', () => {
  const { turns, lines } = play([a, b], ['pass', 'pass', 'fail', 'pass', 'pass', 'pass']);
  expect(turns).toEqual(['clean', 1, 2, 'clean', 2, 'clean']);
  expect(lines).toEqual(['survived 1', 'survived 2', 'plan-done']);
});

test('a failure right after a survivor that comes again is a kill', () => {
  const { lines } = play([a, b], ['pass', 'pass', 'fail', 'pass', 'fail', 'pass']);
  expect(lines).toEqual(['survived 1', 'killed 2', 'plan-done']);
});

test('a failure without reaching the mutant is no kill', () => {
  const { lines } = play([a], ['pass', 'fail unreached', 'pass']);
  expect(lines).toEqual(['unreached 1', 'plan-done']);
});

test('a pass without reaching the mutant is no survival', () => {
  expect(play([a], ['pass', 'pass unreached']).lines).toEqual(['unreached 1', 'plan-done']);
});

test('a test that reaches none of ten mutants in a row is left to its file', () => {
  const many = Array.from({ length: 12 }, (_, index) => ref(index + 1));
  const unreached = (times: number) => Array.from({ length: times }, () => 'pass unreached' as const);
  const { turns, lines } = play(many, ['pass', ...unreached(10)]);
  expect(turns).toHaveLength(11);
  expect(lines.slice(-2)).toEqual(['unreached 10', 'spoiled undefined']);
  const mixed = play(many, ['pass', ...unreached(9), 'pass', ...unreached(2)]);
  expect(mixed.lines.at(-1)).toBe('plan-done');
});

test('a spent step budget is a time-out, and the mutant is not met again', () => {
  const { lines } = play([a, a, b], ['pass', 'timeout', 'pass', 'fail', 'pass']);
  expect(lines).toEqual(['timeout 1', 'killed 2', 'plan-done']);
});

test('after a time-out by the clock nothing more runs in this process', () => {
  const { turns, lines } = play([a, b], ['pass', 'timeout late']);
  expect(turns).toEqual(['clean', 1]);
  expect(lines).toEqual(['timeout 1']);
});

test('a mutant that has the killers it wants is passed over', () => {
  const { turns } = play([a, b], ['pass', 'fail', 'pass'], { wanted: { 1: 0, 2: 1 } });
  expect(turns).toEqual(['clean', 2, 'clean']);
});

test('a test that is only to show its worth stops at its first kill', () => {
  const { turns } = play([a, b], ['pass', 'fail', 'pass'], { untilKill: true });
  expect(turns).toEqual(['clean', 1, 'clean']);
});

test('what the broken code throws by itself is a kill, and not yet what the test is worth', () => {
  const { turns, lines } = play([a, b], ['pass', 'fail thrown', 'pass', 'fail', 'pass'], { untilKill: true });
  expect(turns).toEqual(['clean', 1, 'clean', 2, 'clean']);
  expect(lines).toEqual(['killed 1', 'killed 2', 'plan-done']);
});

type Told =
  | 'pass'
  | 'fail'
  | 'fail thrown'
  | 'timeout'
  | 'pass unreached'
  | 'fail unreached'
  | 'timeout late';

/** Plays a plan against the outcomes told; returns the turns it took and the lines it wrote. */
function play(
  mutants: MutantRef[],
  told: Told[],
  { wanted = {}, untilKill = false }: { wanted?: Record<number, number>; untilKill?: boolean } = {},
) {
  const lines: JournalLine[] = [];
  const plan: TestPlan = {
    test: 't',
    mutants: mutants.map((_, position) => position),
    ms: 1,
    steps: 10,
    untilKill,
  };
  const goals = { ...Object.fromEntries(mutants.map((mutant) => [mutant.id, 1])), ...wanted };
  const turns: (number | 'clean')[] = [];
  const running = hotPlan(plan, mutants, new Wanted(goals), limitsFor(10), (line) => lines.push(line));
  let step = running.next();
  for (const outcome of told) {
    expect(step.done, 'the plan wants another turn').toBe(false);
    if (!step.done) turns.push(step.value.mutant?.number ?? 'clean');
    step = running.next(outcomeOf(outcome));
  }
  expect(step.done, 'the plan is through').toBe(true);
  return { turns, lines: lines.map(short) };
}

function outcomeOf(told: Told): TurnOutcome {
  const [state = '', how] = told.split(' ');
  return {
    state: state as TurnOutcome['state'],
    reached: how !== 'unreached',
    wallClock: how === 'late',
    ...(how === 'thrown' && { thrown: true }),
    steps: 1,
    ms: 1,
  };
}

function short(line: JournalLine): string {
  if (line.kind === 'pair') return `${line.outcome} ${line.mutant}`;
  return line.kind === 'spoiled' ? `spoiled ${line.mutant}` : line.kind;
}

function ref(index: number): MutantRef {
  return { id: `${index}`, key: 'k', number: index, site: index };
}
