import { expect, test } from 'vitest';
import { cleanRun } from '../../../src/lab/clean/clean-run.ts';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import type { JournalLine, TestState } from '../../../src/lab/protocol.ts';
import type { InstrumentedFile, PlacedMutant } from '../../../src/model/instrumented.ts';

/** A file with one mutant at each of four places: reached while it loads, by `a`, by `b`, by none. */
const instrumented = {
  key: 'k',
  mutants: [0, 1, 2, 3].map((site) => ({ id: `m${site}`, number: site + 1, site }) as PlacedMutant),
} as InstrumentedFile;

function labOf(states: Record<string, TestState>): JobRunner {
  const lines = Object.entries(states).map(([name, state], index): JournalLine => {
    return { kind: 'dry-test', test: name, line: 1, state, ms: 1, steps: 1, hits: { k: [index + 1] } };
  });
  const load: JournalLine = { kind: 'dry-file', hits: { k: [0] }, ms: 1, steps: 1, tests: lines.length };
  return {
    knowCosts() {},
    async run(jobs, onResult) {
      for (const job of jobs) onResult({ job, lines: [...lines, load] });
    },
  };
}

async function leftOutOf(states: Record<string, TestState>): Promise<(string | undefined)[]> {
  const files = [{ project: '', path: '/shop/x.test.ts', environment: '' }];
  const run = await cleanRun(labOf(states), '/shop', files, [instrumented], { findsUnstable: false });
  return run.mutants.map(({ leftOut }) => leftOut);
}

test('what a failing test reaches, and its file loads, is marked', async () => {
  const why = '"b" in x.test.ts reaches it, and is left out';
  expect(await leftOutOf({ a: 'pass', b: 'fail' })).toEqual([why, undefined, why, undefined]);
  expect(await leftOutOf({ a: 'pass', b: 'timeout' })).toEqual([why, undefined, why, undefined]);
});

test('what passes, and what the project itself skips, leaves nothing in doubt', async () => {
  expect(await leftOutOf({ a: 'pass', b: 'skip' })).toEqual([undefined, undefined, undefined, undefined]);
});

test('where time runs out, what matters most has run, and the rest is named', async () => {
  const files = Array.from({ length: 20 }, (_, index) => ({
    project: '',
    path: `/shop/${index}.test.ts`,
    environment: '',
  }));
  const order: string[] = [];
  const lab = labOf({ a: 'pass' });
  const watched: JobRunner = {
    ...lab,
    run(jobs, onResult) {
      order.push(...jobs.map(({ file }) => file));
      return lab.run(jobs, onResult);
    },
  };
  const run = await cleanRun(watched, '/shop', files, [instrumented], {
    findsUnstable: true,
    msLeft: () => 10 - order.length,
    placeOf: (file) => (file === '19.test.ts' ? 0 : 1),
  });
  expect(order[0]).toBe('/shop/19.test.ts');
  expect(run.files.map(({ file }) => file)).toEqual([
    ...Array.from({ length: 11 }, (_, index) => `${index}.test.ts`),
    '19.test.ts',
  ]);
  expect(run.notRun).toEqual(Array.from({ length: 8 }, (_, index) => `${index + 11}.test.ts`));
});
