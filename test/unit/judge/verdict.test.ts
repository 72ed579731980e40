import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../../src/judge/verdict.ts';
import type { FileEvidence } from '../../../src/model/evidence.ts';
import type { PlacedMutant } from '../../../src/model/instrumented.ts';
import type { Reach, RunMutant } from '../../../src/model/run.ts';
import { cleanRun, evidenceOf, fileEvidence, runMutant, type Seen } from '../../helpers/run.ts';

// Two files; the first has tests 0 and 1, the second test 2.
const run = cleanRun([2, 1]);
const inPlace: Reach = { fileIndex: 0, atLoad: false, first: [0, 1], again: [0, 1] };
const atLoad: Reach = { fileIndex: 0, atLoad: true, first: [], again: [] };

describe('killed', () => {
  test('by the tests that failed in place', () => {
    expect(verdict([inPlace], { kills: new Set([1]) })).toMatchObject({ status: 'killed', killedBy: ['t1'] });
  });

  test('by a whole file that reached it', () => {
    expect(verdict([atLoad], { files: files({ kills: [0] }) })).toMatchObject({
      status: 'killed',
      killedBy: ['t0'],
    });
  });

  test('by a file that does not load, which has an id of its own', () => {
    const fileKiller = { what: 'load' as const, error: 'x' };
    expect(verdict([atLoad], { files: files({ fileKiller }) })).toMatchObject({
      status: 'killed',
      killedBy: ['f0:load'],
    });
  });

  test('not by a file that did not reach it', () => {
    expect(verdict([atLoad], { files: files({ hit: false, kills: [0] }) })).toMatchObject({
      status: 'unproven',
      reason: 'f0.test.ts fails, although it does not reach the mutant',
    });
  });
});

describe('survived', () => {
  test('when every test passed in place and a whole file confirms it', () => {
    expect(verdict([inPlace], { passes: new Set([0, 1]), files: files({}) }).status).toBe('survived');
  });

  test('not when no fresh load reached it', () => {
    const seen = verdict([inPlace], { passes: new Set([0, 1]), files: files({ hit: false }) });
    expect(seen).toMatchObject({
      status: 'unproven',
      reason: expect.stringContaining('no test file reaches it'),
    });
  });

  test('not when the audit was stopped before its confirmation', () => {
    expect(verdict([inPlace], { passes: new Set([0, 1]) })).toMatchObject({
      status: 'unproven',
      reason: 'the audit was stopped before a whole file confirmed it',
    });
  });

  test('not when one test that reaches it was not run with it', () => {
    const other: Reach = { fileIndex: 1, atLoad: false, first: [2], again: [2] };
    const seen = verdict([inPlace, other], { passes: new Set([0, 1]), files: files({}) });
    expect(seen).toMatchObject({ status: 'unproven', reason: 'it was not run with f1.test.ts' });
    const both = verdict([inPlace, other], {});
    expect(both).toMatchObject({ reason: 'it was not run with f0.test.ts and 1 other file' });
  });

  test('not when a test reaches it only the first time and no whole file was run', () => {
    const once: Reach = { fileIndex: 1, atLoad: false, first: [2], again: [] };
    expect(verdict([inPlace, once], { passes: new Set([0, 1]), files: files({}) }).status).toBe('unproven');
  });

  test('not when the file was not through', () => {
    expect(verdict([atLoad], { files: files({ complete: false }) }).status).toBe('unproven');
  });

  test('not when the file fails without the mutant too', () => {
    expect(verdict([atLoad], { files: files({ spoiled: 'red' }) })).toMatchObject({
      status: 'unproven',
      reason: 'f0.test.ts does not pass again without it: red',
    });
    const unsure = verdict([atLoad], {
      files: files({ spoiled: 'it was not run again without the mutant' }),
    });
    expect(unsure).toMatchObject({ reason: 'f0.test.ts fails with it, and was not run again without it' });
  });
});

test('a spent budget is a time-out, which says so when the clock decided', () => {
  expect(verdict([inPlace], { timeouts: new Set([0]) })).toMatchObject({ status: 'timeout' });
  expect(verdict([inPlace], { timeouts: new Set([0]) })).not.toHaveProperty('wallClock');
  expect(verdict([inPlace], { files: files({ timedOut: true, wallClock: true }) })).toMatchObject({
    status: 'timeout',
    wallClock: true,
  });
});

test('what no test reaches has no coverage', () => {
  expect(verdict([], {})).toMatchObject({ status: 'no-coverage', killersComplete: true });
});

describe('all killers are known', () => {
  test('when every test that reaches it passed or failed with it', () => {
    expect(verdict([inPlace], { kills: new Set([0]), passes: new Set([1]) }).killersComplete).toBe(true);
  });

  test('not when a test passed in place that kills it in its file: others may have passed in place for the same reason', () => {
    const seen = { kills: new Set<number>(), passes: new Set([0, 1]) };
    const killed = { kills: [0], complete: false };
    expect(verdict([inPlace], { ...seen, files: files(killed) }).killersComplete).toBe(false);
    expect(verdict([inPlace], { ...seen, files: files({ ...killed, complete: true }) }).killersComplete).toBe(
      true,
    );
  });

  test('not when a test was left out', () => {
    expect(verdict([inPlace], { kills: new Set([0]) }).killersComplete).toBe(false);
  });
});

function verdict(reach: Reach[], seen: Seen) {
  return verdictOf(mutantWith(reach), evidenceOf(seen), run);
}

function mutantWith(reach: Reach[]): RunMutant {
  return { index: 0, key: 'k', mutant: {} as PlacedMutant, reach };
}

function files(seen: Parameters<typeof fileEvidence>[0]): Map<number, FileEvidence> {
  return new Map([[0, fileEvidence(seen)]]);
}

describe('what a test reaches that was left out', () => {
  const leftOut = '"x" in a.test.ts reaches it, and is left out';
  const of = (reaches: Reach[], seen: Seen = {}) =>
    verdictOf({ ...runMutant(0, {}, reaches), leftOut }, evidenceOf(seen), run);

  test('is unproven, whether other tests pass with it or none reaches it', () => {
    expect(of([])).toMatchObject({ status: 'unproven', reason: leftOut });
    expect(of([inPlace], { passes: new Set([0, 1]), files: files({}) })).toMatchObject({
      status: 'unproven',
      reason: leftOut,
    });
  });

  test('is killed where another test notices it', () => {
    expect(of([inPlace], { kills: new Set([1]) })).toMatchObject({ status: 'killed' });
  });
});
describe('what may be noticed where it cannot be switched on', () => {
  const outside = 'it runs outside of the test process';

  test('is unproven, reached or not', () => {
    expect(verdictOf({ ...mutantWith([]), outside }, evidenceOf({}), run)).toMatchObject({
      status: 'unproven',
      reason: outside,
      killersComplete: false,
    });
    const survivor = evidenceOf({ passes: new Set([0, 1]), files: files({}) });
    expect(verdictOf({ ...mutantWith([inPlace]), outside }, survivor, run).status).toBe('unproven');
  });

  test('is killed where a test notices it', () => {
    const killed = evidenceOf({ kills: new Set([1]) });
    expect(verdictOf({ ...mutantWith([inPlace]), outside }, killed, run).status).toBe('killed');
  });
});

test('what a file reads as text is settled by the whole file alone', () => {
  expect(verdict([{ ...inPlace, reads: true }], { passes: new Set([0, 1]) }).status).toBe('unproven');
});

test('what tests only read as text is not covered, unless one notices it', () => {
  const read: Reach = { ...inPlace, again: [], reads: true, readers: [0, 1], asText: true };
  const passed = { passes: new Set([0, 1]), files: files({}) };
  expect(verdict([read], passed).status).toBe('no-coverage');
  expect(
    verdict([read, { ...inPlace, fileIndex: 1, first: [2], again: [2] }], {
      ...passed,
      passes: new Set([0, 1, 2]),
    }).status,
  ).toBe('survived');
  expect(verdict([read], { kills: new Set([0]) }).status).toBe('killed');
});

describe('where there was no time for a test file', () => {
  const cut = { ...run, notRun: ['late.test.ts'] };
  const of = (reach: Reach[], seen: Seen) => verdictOf(runMutant(0, {}, reach), evidenceOf(seen), cut);

  test('what the others do not notice has no verdict, nor has what they do not reach', () => {
    expect(of([inPlace], { passes: [0, 1], files: [[0, fileEvidence()]] }).status).toBe('out-of-budget');
    expect(of([], {}).status).toBe('out-of-budget');
  });

  test('what they notice is killed, and may have more killers', () => {
    expect(of([inPlace], { kills: [0], passes: [1] })).toMatchObject({
      status: 'killed',
      killersComplete: false,
    });
  });
});
