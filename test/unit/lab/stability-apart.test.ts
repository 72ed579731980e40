import { expect, test } from 'vitest';
import { findUnstable, needsFreshProcess, recordsOf } from '../../../src/lab/clean/stability.ts';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import type { DryRepeat, DryTest, Job, JournalLine, TestState } from '../../../src/lab/protocol.ts';

interface Doing {
  first: TestState;
  /** On a second load in the same process; undefined where that load gave nothing. */
  second: TestState | undefined;
  reversed?: TestState;
  fresh: TestState[];
  freshReversed?: TestState[];
}

async function judged({ first, second, reversed = 'pass', fresh, freshReversed = [] }: Doing) {
  const file = { project: '', path: '/a', environment: '' };
  const dry = (state: TestState) => ({ kind: 'dry-test', test: 'it', state }) as DryTest;
  const other = { ...dry('pass'), test: 'other' };
  const repeat = { kind: 'dry-repeat', test: 'it', passes: second === 'pass' } as DryRepeat;
  const records = recordsOf([dry(first), other], new Map(second === undefined ? [] : [['it', repeat]]));
  const left = [...fresh];
  const leftReversed = [...freshReversed];
  const stateOf = (job: Job) => {
    if (job.kind === 'dry' && job.reversed) return job.fresh ? (leftReversed.shift() ?? 'pass') : reversed;
    return left.shift() ?? 'pass';
  };
  const lab: JobRunner = {
    knowCosts() {},
    async run(jobs, onResult) {
      for (const job of jobs) onResult({ job, lines: [dry(stateOf(job))] as JournalLine[] });
    },
  };
  const unstable = await findUnstable(lab, new Map([[file, records]]), (path) => path);
  return { kinds: unstable.map(({ kind }) => kind), apart: needsFreshProcess(records) };
}

test('what fails only in a process that has run it before is not flaky: the file has processes of its own', async () => {
  const fresh: TestState[] = ['pass', 'pass', 'pass'];
  expect(await judged({ first: 'pass', second: 'fail', fresh })).toEqual({ kinds: [], apart: true });
  expect(await judged({ first: 'pass', second: undefined, fresh })).toEqual({ kinds: [], apart: true });
});

test('what fails only in a process that has run other files is not flaky', async () => {
  expect(await judged({ first: 'fail', second: 'pass', fresh: [] })).toEqual({ kinds: [], apart: false });
  expect(await judged({ first: 'pass', second: 'pass', reversed: 'fail', fresh: [] })).toEqual({
    kinds: [],
    apart: false,
  });
});

test('what passes and fails in processes of its own is flaky', async () => {
  const doing = { first: 'pass' as const, second: 'fail' as const };
  expect(await judged({ ...doing, fresh: ['pass', 'fail', 'pass'] })).toEqual({
    kinds: ['flaky'],
    apart: false,
  });
});

test('what always fails in reverse order, in processes of its own too, depends on the order', async () => {
  const freshReversed: TestState[] = ['fail', 'fail', 'fail'];
  const doing = { first: 'pass' as const, second: 'pass' as const, reversed: 'fail' as const, fresh: [] };
  expect(await judged({ ...doing, freshReversed })).toEqual({ kinds: ['order-dependent'], apart: false });
});
