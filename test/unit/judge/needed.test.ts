import { expect, test } from 'vitest';
import { neededTests } from '../../../src/judge/needed.ts';
import type { AuditedMutant, AuditedTest } from '../../../src/model/audit.ts';

const tests = ['a', 'b', 'c', 'd'].map((id) => ({ id }) as AuditedTest);

/** Breaks that these tests notice, one after the other. */
function noticed(...killers: string[]): AuditedMutant[] {
  return killers.map(
    (all, index) =>
      ({
        id: `m${index}`,
        level: 'statement',
        status: 'killed',
        killedBy: [...all],
        killersComplete: true,
      }) as AuditedMutant,
  );
}

test('the test that adds most comes first; what then adds nothing is spare', () => {
  expect(neededTests(tests, noticed('a', 'ab', 'b', 'bc'))).toEqual({ needed: 2, spare: ['c'], alike: [] });
});

test('of two that add as much the earlier one is needed', () => {
  expect(neededTests(tests, noticed('ab', 'ab'))).toEqual({ needed: 1, spare: ['b'], alike: [['a', 'b']] });
});

test('what notices nothing is neither needed nor spare', () => {
  expect(neededTests(tests, noticed('a'))).toEqual({ needed: 1, spare: [], alike: [] });
});

test('a hook or file that notices a break is no test', () => {
  expect(neededTests(tests, noticed('x', 'a'))).toEqual({ needed: 1, spare: [], alike: [] });
});

test('nothing is said where a killer may be missing', () => {
  const [first, second] = noticed('a', 'b');
  expect(neededTests(tests, [first!, { ...second!, killersComplete: false }])).toBeUndefined();
  const timeout = { ...second!, status: 'timeout' as const, killersComplete: false };
  expect(neededTests(tests, [first!, timeout])).toEqual({ needed: 2, spare: [], alike: [] });
  expect(neededTests(tests, [])).toBeUndefined();
});

test('probes and neutral mutants need no test', () => {
  const [probe] = noticed('b');
  expect(neededTests(tests, [...noticed('a'), { ...probe!, level: 'probe' }])).toMatchObject({ needed: 1 });
  expect(neededTests(tests, [...noticed('a'), { ...probe!, level: 'neutral' }])).toMatchObject({ needed: 1 });
});
