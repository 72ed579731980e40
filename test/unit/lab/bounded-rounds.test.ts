import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duplicateRound } from '../../../src/lab/rounds/duplicate-round.ts';
import { effectivenessRound, probeRound } from '../../../src/lab/rounds/effectiveness-rounds.ts';
import { EvidenceStore } from '../../../src/lab/rounds/evidence-store.ts';
import { type HotContext, hotRounds } from '../../../src/lab/rounds/hot-rounds.ts';
import { runRewrites } from '../../../src/lab/rounds/neutral-rounds.ts';
import type { RunMutant } from '../../../src/model/run.ts';
import { type Answer, answers, FakeLab } from '../../helpers/fake-lab.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

/** Two files of tests, all of which reach every mutant: breaks, a probe and a neutral mutant. */
function contextOf(lab: FakeLab, tests: number, breaks: number): HotContext {
  const run = cleanRun([tests, tests]);
  const reach = run.files.map(({ index, tests: own }) => {
    const again = own.map((each) => each.index);
    return { fileIndex: index, atLoad: false, first: again, again };
  });
  const levels = [...Array.from({ length: breaks }, () => 'function' as const), 'probe', 'neutral'] as const;
  run.mutants = levels.map((level, index) => runMutant(index, { level }, reach));
  return {
    lab,
    run,
    evidenceStore: new EvidenceStore(run.mutants, () => 10),
    fileMode: new Map(),
    candidates: (mutant: RunMutant) => mutant.reach,
    onMutants() {},
    signal: new AbortController().signal,
  };
}

const twins = (context: HotContext) => context.run.files.map(({ tests }) => tests.map(({ index }) => index));

/** One try, one more where a worker may have ended by chance, and three of a test that fails without a mutant. */
const maxTries = 4;

test.each([
  { round: 'the hot rounds', run: hotRounds },
  { round: 'the rounds for the worth of tests', run: effectivenessRound },
  { round: 'the rounds of probes', run: (context: HotContext) => probeRound(context, new Map()) },
  {
    round: 'the rounds that tell copies apart',
    run: (context: HotContext) => duplicateRound(context, twins(context)),
  },
  {
    round: 'the rounds of rewrites',
    run: (context: HotContext) =>
      runRewrites(context, context.run.mutants, new Set(context.run.tests.map(({ index }) => index))),
  },
])('whatever workers answer, $round end, and run no pair more than a few times', async ({ run }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...answers), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 5 }),
      async (script, tests, breaks) => {
        let turn = 0;
        const lab = new FakeLab(() => script[turn++ % script.length]!);
        const context = contextOf(lab, tests, breaks);
        // What some test is known to notice is what the worth of the others is asked with.
        context.evidenceStore.of('m0').kills.set('t0', {});
        await run(context);
        expect(Math.max(0, ...lab.tries.values())).toBeLessThanOrEqual(maxTries);
      },
    ),
  );
});

/** After its first wait a mutant is run with one more test of the file, and in place in no later round. */
const maxWaits = 2;

test('whatever workers answer, the rounds together wait no more than twice for a mutant in a file', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...answers, 'wall-clock' as const), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 5 }),
      async (script, tests, breaks) => {
        let turn = 0;
        const lab = new FakeLab(() => script[turn++ % script.length]!);
        const context = contextOf(lab, tests, breaks);
        await hotRounds(context);
        await effectivenessRound(context);
        const probes = context.run.mutants.filter(({ mutant }) => mutant.level === 'probe');
        await probeRound(context, new Map([[0, probes.map(({ index }) => index)]]));
        await duplicateRound(context, twins(context));
        const fileOf = (test: string) =>
          context.run.files.findIndex((file) => file.tests.some(({ key }) => key === test));
        const waits = Map.groupBy(lab.waits, ({ test, mutant }) => `${mutant} in ${fileOf(test)}`);
        for (const all of waits.values()) expect(all.length).toBeLessThanOrEqual(maxWaits);
      },
    ),
  );
});

test('a mutant with which tests wait is left to whole files where it was not run in place', async () => {
  const lab = new FakeLab((test, mutant) => (mutant === 'm0' && test === '0' ? 'hung' : 'survived'));
  const context = contextOf(lab, 2, 2);
  await hotRounds(context);
  expect(context.fileMode).toEqual(new Map([['m0', new Set([0, 1])]]));
  expect(lab.tries.has('2 m0')).toBe(false);
  expect(lab.tries.has('2 m1')).toBe(true);
});

test.each(answers.filter((answer) => answer !== 'killed' && answer !== 'survived' && answer !== 'timeout'))(
  'two tests that may be copies do not wait again for a break whose answer is always: %s',
  async (answer: Answer) => {
    const lab = new FakeLab(() => answer);
    const context = contextOf(lab, 2, 40);
    await hotRounds(context);
    await duplicateRound(context, twins(context));
    await duplicateRound(context, twins(context));
    expect(Math.max(0, ...lab.tries.values())).toBeLessThanOrEqual(maxTries);
  },
);
