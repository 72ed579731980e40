import { expect, test } from 'vitest';
import { judgeCouplings } from '../../../src/judge/coupled.ts';
import type { Mutant } from '../../../src/model/mutant.ts';
import { cleanRun } from '../../helpers/run.ts';

const mutant: Mutant = {
  id: 'n1',
  file: 'src/a.ts',
  function: 'f1',
  mutator: 'InvertedCondition',
  level: 'neutral',
  location: { start: { line: 3, column: 1 }, end: { line: 4, column: 1 } },
  original: 'a',
  replacement: 'b',
};

test('a neutral mutant that tests fail on is part of the audit, which those tests notice', () => {
  const { mutants, couplings, notices } = judgeCouplings(
    [{ mutant, tests: [0, 1], failure: 'no' }],
    cleanRun([1, 1]),
  );
  expect(mutants).toEqual([
    {
      ...mutant,
      status: 'killed',
      coveredBy: ['t0', 't1'],
      killedBy: ['t0', 't1'],
      failure: 'no',
      killersComplete: false,
    },
  ]);
  expect(couplings).toHaveLength(1);
  expect(notices).toEqual([]);
});

test('one that tests of many files fail on is set aside, with a notice', () => {
  const all = [{ mutant, tests: [0, 1, 2] }];
  expect(judgeCouplings(all, cleanRun([3])).couplings).toEqual(all);
  const { mutants, couplings, notices } = judgeCouplings(all, cleanRun([1, 1, 1]));
  expect({ mutants, couplings }).toEqual({ mutants: [], couplings: [] });
  expect(notices).toMatchObject([{ kind: 'rewrite-suspect', file: 'src/a.ts' }]);
  expect(notices[0]?.message).toContain('line 3');
});
