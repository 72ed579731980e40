import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HotJob, JournalLine, PairRow } from '../../../../src/lab/protocol.ts';
import { answerFrom, wholeAnswer } from '../../../../src/lab/rows/hot-answers.ts';
import { hotRun } from '../../../../src/lab/worker/hot-run.ts';
import type { TurnOutcome } from '../../../../src/lab/worker/test-turn.ts';

const passed: TurnOutcome = { state: 'pass', reached: true, wallClock: false, steps: 1, ms: 1 };
/** What a turn with a mutant may come to, each the same whenever it is run. */
const outcomes: Record<string, TurnOutcome> = {
  survives: passed,
  killed: { ...passed, state: 'fail' },
  throws: { ...passed, state: 'fail', thrown: true },
  'out of steps': { ...passed, state: 'timeout' },
  'not reached': { ...passed, reached: false },
};

type Answers = (test: string, mutant: string) => string;

/** What a worker makes of the job: its own code runs the turns, test by test in the order of the file. */
function worked(job: HotJob, order: readonly string[], answers: Answers): JournalLine[] {
  const lines: JournalLine[] = [];
  const limits = () => ({ steps: 1, ms: 1 });
  const run = hotRun(job, limits, (line) => lines.push(line));
  for (const key of order.filter((each) => job.plans.some(({ test: own }) => own === each))) {
    const plan = run.plan({}, key);
    for (let turn = plan.next(); !turn.done; ) {
      const { mutant } = turn.value;
      turn = plan.next(mutant ? outcomes[answers(key, mutant.id)]! : passed);
    }
  }
  return lines;
}

/** The same lines in another order say the same. */
const sorted = (lines: readonly JournalLine[]) =>
  lines.map((line) => JSON.stringify(line, Object.keys(line).sort())).sort();

const jobs = fc.record({
  /** The plans of a job need not be in the order of the file. */
  planned: fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 1 }),
  mutants: fc.integer({ min: 1, max: 5 }),
  wanted: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
  untilKill: fc.boolean(),
  answers: fc.array(fc.constantFrom(...Object.keys(outcomes)), { minLength: 20, maxLength: 20 }),
  known: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
});

test('whatever is known of a job, its lines are those of a run of all of it', () => {
  fc.assert(
    fc.property(jobs, ({ planned, mutants, wanted, untilKill, answers, known }) => {
      const order = ['a', 'b', 'c', 'd'];
      const refs = Array.from({ length: mutants }, (_, index) => ({
        id: `m${index}`,
        key: 'k',
        number: index,
        site: index,
      }));
      const job: HotJob = {
        kind: 'hot',
        id: 1,
        project: '',
        file: '/p/a.test.ts',
        mutants: refs,
        plans: planned.map((name) => ({
          test: name,
          mutants: refs.map((_, index) => index),
          ms: 1,
          steps: 1,
          untilKill,
        })),
        wanted: untilKill ? {} : Object.fromEntries(refs.map(({ id }, index) => [id, wanted[index]!])),
        wholeFile: false,
      };
      const place = (name: string, mutant: string) => order.indexOf(name) * 5 + Number(mutant.slice(1));
      const answer: Answers = (name, mutant) => answers[place(name, mutant)]!;
      const every = worked(
        { ...job, wanted: {}, plans: job.plans.map((plan) => ({ ...plan, untilKill: false })) },
        order,
        answer,
      );
      const rows = new Map(
        every.flatMap((line) =>
          line.kind === 'pair' ? [[`${line.test} ${line.mutant}`, line] as const] : [],
        ),
      );
      const rowOf = (name: string, mutant: string): PairRow | undefined =>
        known[place(name, mutant)] ? rows.get(`${name} ${mutant}`) : undefined;
      const placeOf = (name: string) => order.indexOf(name);

      const { lines, rest } = answerFrom(job, rowOf, placeOf);
      const whole = rest ? wholeAnswer(job, rowOf, placeOf, worked(rest, order, answer)) : lines;

      expect(sorted(whole)).toEqual(sorted(worked(job, order, answer)));
      const asked =
        rest?.plans.flatMap((plan) => plan.mutants.map((at) => [plan.test, `m${at}`] as const)) ?? [];
      expect(asked.filter(([name, mutant]) => rowOf(name, mutant))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
