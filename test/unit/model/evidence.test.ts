import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../../src/judge/verdict.ts';
import { EvidenceStore } from '../../../src/lab/rounds/evidence-store.ts';
import {
  addEvidence,
  type Evidence,
  type FileEvidence,
  isKilled,
  isTimedOut,
  killsOf,
  noEvidence,
  outcomeOf,
} from '../../../src/model/evidence.ts';
import type { Reach, RunMutant } from '../../../src/model/run.ts';
import { cleanRun, evidenceOf, fileEvidence, runMutant } from '../../helpers/run.ts';

// Two files; the first has tests 0 and 1, the second test 2.
const run = cleanRun([2, 1]);
const testsOf = [['t0', 't1'], ['t2']];
const allTests = testsOf.flat();

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const someOf = (tests: string[]) => fc.subarray(tests).map((each) => new Set(each));
const kill = fc.record(
  { thrown: fc.constant(true as const), error: fc.constantFrom('no', 'other') },
  { requiredKeys: [] },
);
const killsAmong = (tests: string[]) =>
  fc
    .subarray(tests)
    .chain((some) => fc.tuple(...some.map((test) => fc.tuple(fc.constant(test), kill))))
    .map((each) => new Map(each));

function fileSeen(tests: string[]): fc.Arbitrary<FileEvidence> {
  return fc
    .record({
      hit: fc.boolean(),
      kills: killsAmong(tests),
      timedOut: fc.boolean(),
      wallClock: fc.boolean(),
      complete: fc.boolean(),
      fileKiller: optional(
        fc.record({
          what: fc.constantFrom('load' as const, 'hook' as const, 'crash' as const),
          error: fc.constantFrom('no', 'other'),
        }),
      ),
      spoiled: optional(fc.constantFrom('red', 'gone')),
      waitedIn: optional(fc.constantFrom(...tests)),
    })
    .map(({ fileKiller, spoiled, waitedIn, ...file }) => ({
      ...file,
      ...(waitedIn !== undefined && { waitedIn }),
      ...(fileKiller && { fileKiller }),
      ...(spoiled !== undefined && { spoiled }),
    }));
}

const evidence: fc.Arbitrary<Evidence> = fc.record({
  kills: killsAmong(allTests),
  passes: someOf(allTests),
  timeouts: someOf(allTests),
  waits: someOf(allTests),
  killsOtherwise: someOf(allTests),
  missesOtherwise: someOf(allTests),
  lost: fc
    .dictionary(
      fc.constantFrom(...allTests),
      fc.constantFrom('all' as const, 'some' as const, 'value' as const),
    )
    .map((lost) => new Map(Object.entries(lost))),
  files: fc
    .tuple(optional(fileSeen(testsOf[0]!)), optional(fileSeen(testsOf[1]!)))
    .map((files) => new Map(files.flatMap((file, index) => (file ? [[`f${index}`, file] as const] : [])))),
  refusals: fc.subarray(['would have deleted a.txt']).map((each) => new Set(each)),
});

const mutant: fc.Arbitrary<RunMutant> = fc
  .record({
    reach: fc
      .subarray([0, 1])
      .chain((files) =>
        fc.tuple(...files.map((file) => fc.boolean().map((atLoad) => reachOf(file, atLoad)))),
      ),
    leftOut: fc.boolean(),
  })
  .map(({ reach, leftOut }) => ({
    ...runMutant(0, {}, reach),
    ...(leftOut && { leftOut: 'it is left out' }),
  }));

function reachOf(fileIndex: number, atLoad: boolean): Reach {
  const tests = fileIndex === 0 ? [0, 1] : [2];
  return { fileIndex, atLoad, first: tests, again: atLoad ? [] : tests };
}

function merged(...all: Evidence[]): Evidence {
  const sum = noEvidence();
  for (const each of all) addEvidence(sum, each);
  return sum;
}

describe('what is seen of a mutant adds up', () => {
  test('in any order', () => {
    fc.assert(fc.property(evidence, evidence, (a, b) => void expect(merged(a, b)).toEqual(merged(b, a))));
  });

  test('in any groups', () => {
    fc.assert(
      fc.property(
        evidence,
        evidence,
        evidence,
        (a, b, c) => void expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c))),
      ),
    );
  });

  test('however often the same is seen', () => {
    fc.assert(fc.property(evidence, (a) => void expect(merged(a, a)).toEqual(a)));
  });

  test('and leaves what it is added to nothing else', () => {
    fc.assert(
      fc.property(evidence, evidence, (a, b) => {
        const before = structuredClone([a, b]);
        merged(a, b);
        expect([a, b]).toEqual(before);
      }),
    );
  });

  test('so that more of it never makes a killed mutant survive, or one that timed out', () => {
    fc.assert(
      fc.property(mutant, evidence, evidence, (each, a, b) => {
        const before = verdictOf(each, a, run).status;
        const after = verdictOf(each, merged(a, b), run).status;
        if (before === 'killed') expect(after).toBe('killed');
        if (before === 'timeout') expect(['timeout', 'killed']).toContain(after);
      }),
    );
  });
});

test('the lab stops early at no mutant that is unproven then', () => {
  fc.assert(
    fc.property(mutant, evidence, fc.integer({ min: 1, max: 4 }), (each, seen, wanted) => {
      const findings = new EvidenceStore([each], () => wanted);
      findings.add('m0', seen);
      const isEnough = findings.wanted(each) === 0 || findings.killed('m0');
      if (isEnough) expect(['killed', 'timeout']).toContain(verdictOf(each, seen, run).status);
    }),
  );
});

test('lab, judge and theater name the same killers', () => {
  fc.assert(
    fc.property(mutant, evidence, (each, seen) => {
      const { status, killedBy } = verdictOf(each, seen, run);
      expect(status === 'killed').toBe(isKilled(seen));
      expect(killedBy.filter((id) => allTests.includes(id))).toEqual([...killsOf(seen).keys()].sort());
      for (const [index, tests] of testsOf.entries())
        for (const id of tests)
          if (outcomeOf(seen, id, `f${index}`) === 'killed') expect(killedBy).toContain(id);
    }),
  );
});

describe('a whole file proves neither a kill nor a time-out', () => {
  const failed = { kills: [0], timedOut: true, fileKiller: { what: 'hook' as const, error: 'no' } };

  test.each([
    ['that did not reach the mutant', { hit: false }],
    ['that does not pass again without it', { spoiled: 'red' }],
  ])('%s', (_, wrong) => {
    const seen = evidenceOf({ files: [[0, fileEvidence({ ...failed, ...wrong })]] });
    expect([isKilled(seen), isTimedOut(seen), killsOf(seen).size]).toEqual([false, false, 0]);
    expect(verdictOf(runMutant(0, {}, [reachOf(0, true)]), seen, run)).toMatchObject({
      status: 'unproven',
      killedBy: [],
    });
  });
});

test('of two runs of a file counts the one that proves more', () => {
  const spoiled = fileEvidence({ kills: [0], spoiled: 'red' });
  const passing = fileEvidence({});
  const unreached = fileEvidence({ hit: false });
  const killing = fileEvidence({ kills: [1] });
  const first = (...files: FileEvidence[]) =>
    merged(...files.map((file) => evidenceOf({ files: [[0, file]] }))).files.get('f0');
  expect(first(spoiled, passing, unreached)).toEqual(passing);
  expect(first(unreached, spoiled)).toEqual(unreached);
  expect(first(passing, killing, spoiled)).toEqual(killing);
  expect(first(killing, fileEvidence({ kills: [0] }))?.kills).toEqual(
    new Map([
      ['t0', {}],
      ['t1', {}],
    ]),
  );
});

test('a killed mutant says how the first of its killers fails', () => {
  const kills = new Map([
    ['t1', { error: 'late' }],
    ['t0', { thrown: true as const, error: 'expected 1 to be 2' }],
  ]);
  const each = runMutant(0, {}, [reachOf(0, false)]);
  expect(verdictOf(each, { ...noEvidence(), kills }, run)).toMatchObject({
    killedBy: ['t0', 't1'],
    failure: 'expected 1 to be 2',
  });
  const fileKiller = { what: 'load' as const, error: 'does not load' };
  const unloaded = evidenceOf({ files: [[0, fileEvidence({ fileKiller })]] });
  expect(verdictOf(each, unloaded, run)).toMatchObject({ killedBy: ['f0:load'], failure: 'does not load' });
});
