import { expect, test } from 'vitest';
import { judge } from '../../../src/judge/judge.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import type { InstrumentedFile, PlacedMutant } from '../../../src/model/instrumented.ts';
import type { CleanRun } from '../../../src/model/run.ts';
import { evidenceIn, evidenceOf, fileEvidence } from '../../helpers/run.ts';

const place = { line: 1, column: 1 };
const location = { start: place, end: place };
const mutants = ['typed', 'loose', 'killed'].map((id, index): PlacedMutant => {
  const code = { original: 'a', replacement: 'b', location };
  return {
    id,
    file: 'a.ts',
    function: 'f',
    mutator: 'Any',
    level: 'statement',
    number: index,
    site: 0,
    ...code,
  };
});
const file = { file: 'a.ts', functions: [{ id: 'f', file: 'a.ts', name: 'f', location }], mutants };
const reach = { fileIndex: 0, atLoad: true, first: [], again: [] };
const suite = { id: 'f0', index: 0, project: '', path: '', file: 'a.test.ts', tests: [], ms: 1, steps: 1 };
const run: CleanRun = {
  files: [suite],
  tests: [],
  mutants: mutants.map((mutant, index) => ({ index, key: 'k', mutant, reach: [reach] })),
  red: [],
  unstable: [],
  leftOut: [],
  interrupted: false,
};

test('a survivor that does not compile is shown apart and counts nowhere', () => {
  const judged = judgeWith(new Map([['typed', 'TS2322: no']]));
  expect(judged.mutants.map(({ status, reason }) => [status, reason])).toEqual([
    ['type-error', 'TS2322: no'],
    ['survived', undefined],
    ['killed', undefined],
  ]);
  expect(judged.realCoverage).toMatchObject({ killed: 1, valid: 2 });
  expect(judged.claimedCoverage).toMatchObject({ covered: 2, valid: 2 });
  expect(judged.functions).toMatchObject([{ verdict: 'weak', mutants: ['typed', 'loose', 'killed'] }]);
});

test('what a test notices stays killed, whether it compiles or not', () => {
  const judged = judgeWith(new Map([['killed', 'TS2322: no']]));
  expect(judged.mutants.map(({ status }) => status)).toEqual(['survived', 'survived', 'killed']);
});

test('without type errors nothing is caught by types', () => {
  expect(judgeWith().realCoverage).toMatchObject({ killed: 1, valid: 3 });
});

function judgeWith(typeErrors?: Map<string, string>) {
  const evidence = evidenceIn(
    run.mutants,
    mutants.map(({ id }) => seen(id === 'killed')),
  );
  return judge([file as unknown as InstrumentedFile], run, evidence, typeErrors);
}

function seen(killed: boolean): Evidence {
  const file = fileEvidence(killed ? { fileKiller: { what: 'load', error: 'x' } } : {});
  return evidenceOf({ files: new Map([[0, file]]) });
}
