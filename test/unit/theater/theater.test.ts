import { describe, expect, test } from 'vitest';
import type { PlacedMutant } from '../../../src/model/instrumented.ts';
import type { Assertions, Coupling, Subjects } from '../../../src/model/run.ts';
import { findTheater } from '../../../src/theater/index.ts';
import { testFiles } from '../../../src/theater/test-file.ts';
import { cleanRun, evidenceIn, evidenceOf, fileEvidence, runMutant, type Seen } from '../../helpers/run.ts';

const plain: Assertions = { made: 1, onMocks: 0, throws: 0, notThrows: 0, absences: 0 };
const noSubjects: Subjects = {
  echoes: 0,
  sure: 0,
  existence: 0,
  inherits: 0,
  names: [],
  texts: [],
  derived: [],
};
const bodies = {
  plain: 'expect(f()).toBe(1);',
  mute: 'f();',
  trivial: 'expect(1).toBe(1);',
  caught: 'try { f(); } catch {}',
  typed: 'expectTypeOf(f()).toBeString();',
  guard: 'const list = [1]; f(list); expect(list).toEqual([1]);',
};

interface Setting {
  body?: string;
  above?: string;
  head?: string;
  assertions?: Partial<Assertions>;
  subjects?: Partial<Subjects>;
  expectsFailure?: boolean;
  key?: string;
  runsNothing?: boolean;
  idle?: boolean;
  /** What was seen of the deleted body, of a statement's break, and of the probe that throws. */
  deleted?: Seen;
  statement?: Seen;
  probe?: Seen;
  /** Of a break that only the load of its file reaches. */
  loaded?: Seen;
  allKillers?: boolean;
  /** Neutral mutants that fail the test. */
  couplings?: Coupling[];
  part?: string[];
  /** The other test of its file, which reaches the same. */
  other?: { line: number };
}

const passed = { passes: new Set([0]) };
const killed = { kills: new Set([0]) };
const thrown = { kills: new Set([0]), thrown: new Set([0]) };

/** What is found of test 0, which reaches three breaks; test 1 of its file reaches the same and is left alone. */
function find(setting: Setting) {
  const {
    body = bodies.plain,
    above = '',
    head = '',
    assertions,
    allKillers = false,
    couplings = [],
    part,
  } = setting;
  const run = cleanRun([2]);
  run.tests[0]!.line = 2;
  run.tests[1]!.line = setting.other?.line ?? 0;
  run.tests[0]!.assertions = { ...plain, ...assertions };
  if (setting.subjects) run.tests[0]!.subjects = { ...noSubjects, ...setting.subjects };
  if (setting.idle) run.tests[0]!.idle = true;
  if (setting.expectsFailure) run.tests[0]!.expectsFailure = true;
  if (setting.key !== undefined) run.tests[0]!.key = setting.key;
  const reaching = setting.runsNothing ? [1] : [0, 1];
  const reach = [{ fileIndex: 0, atLoad: false, first: reaching, again: reaching }];
  const mutants: Partial<PlacedMutant>[] = [
    { id: 'deleted' },
    { id: 'statement', mutator: 'ArithmeticOperator', level: 'statement' },
    { id: 'throwing', mutator: 'AlwaysThrow', level: 'probe' },
  ];
  run.mutants = mutants.map((mutant, index) => runMutant(index, mutant, reach));
  const atLoad = [{ fileIndex: 0, atLoad: true, first: [], again: [] }];
  run.mutants.push(runMutant(3, { id: 'loaded', mutator: 'NumberLiteral', level: 'statement' }, atLoad));
  const { deleted = passed, statement = passed, probe = killed, loaded = passed } = setting;
  const evidence = evidenceIn(run.mutants, [deleted, statement, probe, loaded].map(evidenceOf));
  const source = `${head}${above}\ntest('it', () => { ${body} });\n`;
  return findTheater({ run, evidence, couplings, part, open: testFiles(() => source), allKillers }).filter(
    ({ testId }) => testId === 't0',
  );
}

function kindOf(setting: Setting): string | undefined {
  return find(setting)[0]?.kind;
}

describe('a test that passes with every break it reaches', () => {
  test('is hollow, shown by the deleted body', () => {
    expect(find({})).toEqual([
      {
        kind: 'hollow',
        severity: 'error',
        testId: 't0',
        test: '0',
        file: 'f0.test.ts',
        line: 2,
        evidence: {
          assertions: plain,
          breaks: 2,
          crashes: 0,
          functions: ['deleted'],
          passes: ['deleted', 'statement'],
        },
        reproduce: 'realcov reproduce deleted --test "0"',
      },
    ]);
  });

  test('is left alone, if another test of the same text notices a break', () => {
    const row = (statement: Seen, line: number) => find({ statement, other: { line } });
    const noticed = { passes: new Set([0]), kills: new Set([1]) };
    expect(row(noticed, 2)).toEqual([]);
    expect(row(noticed, 3)).toMatchObject([{ kind: 'hollow' }]);
    expect(row(passed, 2)).toMatchObject([{ kind: 'hollow' }]);
    const onMocks = { assertions: { onMocks: 1 }, statement: noticed };
    expect(find({ ...onMocks, other: { line: 2 } })).toEqual([]);
    expect(find({ ...onMocks, other: { line: 3 } })).toMatchObject([{ kind: 'mock-echo' }]);
  });

  test('is judged by itself, if its text is handed to what defines it', () => {
    const head = 'const check = (name, body) =>';
    const noticed = { passes: new Set([0]), kills: new Set([1]) };
    const found = find({ head, body: 'body();', statement: noticed, other: { line: 2 } });
    expect(found).toMatchObject([{ kind: 'hollow' }]);
  });

  test('has no assertion, if it makes none and its text has none', () => {
    const made = { assertions: { made: 0 } };
    expect(kindOf({ ...made, body: bodies.mute })).toBe('no-assertion');
    expect(kindOf({ body: bodies.mute })).toBe('hollow');
  });

  test('has none that could fail, if it compares constants', () => {
    expect(find({ body: bodies.trivial })[0]).toMatchObject({
      kind: 'no-assertion',
      evidence: { trivial: true },
    });
  });

  test('echoes mocks, if every assertion is on one', () => {
    expect(kindOf({ assertions: { made: 2, onMocks: 2 } })).toBe('mock-echo');
    expect(kindOf({ assertions: { made: 2, onMocks: 1 } })).toBe('hollow');
  });

  test('is hollow as a warning, if all it asks is what is not so', () => {
    expect(find({ assertions: { absences: 1 } })[0]).toMatchObject({ kind: 'hollow', severity: 'warning' });
    expect(kindOf({ assertions: { onMocks: 1, absences: 1 } })).toBe('hollow');
    expect(find({ assertions: { made: 2, absences: 1 } })[0]).toMatchObject({ severity: 'error' });
  });

  test('is hollow as a warning, if all it asks is that its input stays as it was', () => {
    expect(find({ body: bodies.guard })[0]).toMatchObject({
      kind: 'hollow',
      severity: 'warning',
      evidence: { guards: 'input' },
    });
  });

  test('is nothing, if it is about types', () => {
    expect(find({ body: bodies.typed })).toEqual([]);
  });

  test('is nothing, if only a part of the project is audited and it is about another', () => {
    expect(find({ part: ['a.ts'] })).toEqual([]);
    expect(kindOf({ part: ['a.ts'], above: "import { f } from './a.ts';" })).toBe('hollow');
  });

  test('swallows failures, if it passes with a function that throws and its text shows where', () => {
    const swallowing = { body: bodies.caught, probe: passed };
    expect(find(swallowing)[0]).toMatchObject({
      kind: 'swallows-failure',
      evidence: { how: 'caught', throwing: ['throwing'] },
      reproduce: 'realcov reproduce throwing --test "0"',
    });
    expect(kindOf({ ...swallowing, body: bodies.plain })).toBe('hollow');
    expect(kindOf({ ...swallowing, probe: killed })).toBe('hollow');
    expect(kindOf({ ...swallowing, assertions: { throws: 1 } })).toBe('hollow');
  });

  test('is a smoke test, if all it asks is that nothing throws', () => {
    expect(find({ assertions: { notThrows: 1 } })[0]).toMatchObject({ kind: 'smoke', severity: 'info' });
    expect(kindOf({ assertions: { made: 2, notThrows: 1 } })).toBe('hollow');
  });

  test('is accepted by a comment for that kind alone', () => {
    expect(find({ above: '// realcov ignore hollow: later' })[0]).toMatchObject({ ignored: 'later' });
    expect(find({ above: '// realcov ignore smoke: later' })[0]).not.toHaveProperty('ignored');
  });
});

describe('what the clean run alone says of a test', () => {
  test('is that it only looks at what it told its mocks, whatever it runs', () => {
    const echo = { subjects: { echoes: 1, names: ['get'] } };
    expect(find(echo)[0]).toMatchObject({ kind: 'mock-echo', evidence: { told: ['get'] } });
    expect(kindOf({ subjects: { echoes: 1 }, assertions: { made: 2 } })).toBe('hollow');
    expect(kindOf({ ...echo, statement: killed })).toBeUndefined();
    expect(kindOf({ ...echo, statement: {} })).toBeUndefined();
    expect(kindOf({ subjects: { echoes: 1, sure: 1 }, statement: killed })).toBe('mock-echo');
  });

  test('is that it only asks whether something is there', () => {
    const there = { subjects: { existence: 1, names: ['f'] } };
    expect(find({ ...there, deleted: thrown })[0]).toMatchObject({
      kind: 'no-assertion',
      evidence: { why: 'existence' },
    });
    expect(kindOf({ ...there, statement: killed })).toBeUndefined();
    expect(kindOf({ ...there, deleted: thrown, key: 'exports f' })).toBeUndefined();
    expect(kindOf({ ...there, deleted: thrown, key: 'types > f' })).toBeUndefined();
  });

  test('is that none of its assertions is made', () => {
    const never = { assertions: { made: 0 }, deleted: thrown };
    expect(find({ ...never, body: bodies.plain })[0]).toMatchObject({
      kind: 'no-assertion',
      evidence: { why: 'never-made' },
    });
    expect(
      kindOf({ ...never, body: "if (process.platform === 'win32') expect(f()).toBe(1);" }),
    ).toBeUndefined();
    expect(kindOf({ ...never, body: 'checkPrice(f()); expect(1).toBe(1);' })).toBeUndefined();
    expect(kindOf({ ...never, body: bodies.plain, statement: killed })).toBeUndefined();
    const chai = "import { expect } from 'chai';";
    expect(kindOf({ ...never, body: bodies.plain, above: chai })).toBeUndefined();
  });

  test('is that it looks at the text of the code', () => {
    const texts = { subjects: { texts: ['f'] }, statement: killed };
    expect(find(texts)[0]).toMatchObject({
      kind: 'implementation-coupled',
      evidence: { texts: ['f'], mutants: [], rewrites: [] },
      reproduce: 'realcov explain "0"',
    });
    const derived = { subjects: { derived: ['f'] }, statement: killed };
    const searching = { ...derived, body: 'expect(/x/.test(String(f))).toBe(true);' };
    expect(kindOf(searching)).toBeUndefined();
    expect(kindOf({ ...searching, runsNothing: true })).toBe('implementation-coupled');
    expect(kindOf({ ...derived, runsNothing: true })).toBeUndefined();
  });

  test('is named where it only looks at values of its own text', () => {
    const apart = { runsNothing: true, body: 'const list = [1]; expect(list.length).toBe(1);' };
    expect(find(apart)).toMatchObject([{ kind: 'hollow', severity: 'error', evidence: { apart: true } }]);
    expect(kindOf({ runsNothing: true, body: bodies.trivial })).toBe('no-assertion');
    expect(kindOf({ runsNothing: true, body: 'const a = 1;', assertions: { made: 0 } })).toBe('no-assertion');
    expect(kindOf({ runsNothing: true })).toBeUndefined();
    expect(kindOf({ ...apart, key: 'types > it' })).toBeUndefined();
  });

  test('is a warning where no assertion is made, although it cannot go on with a break', () => {
    const asking = { assertions: { made: 0 }, body: 'const a = f(); if (a) { expect(a).toBe(1); }' };
    expect(find({ ...asking, statement: killed })).toMatchObject([
      { kind: 'no-assertion', severity: 'warning', evidence: { why: 'never-made', kills: 1 } },
    ]);
    expect(kindOf({ ...asking, statement: killed, assertions: { made: 1 } })).toBeUndefined();
    const other = { ...asking, statement: killed, body: 'for (const a of f()) expect(a).toBe(1);' };
    expect(kindOf(other)).toBeUndefined();
  });

  test('is not named where only hooks call what it passes with, and it looks at a source as it was loaded', () => {
    const head = "import { limits } from './a.ts';";
    const looking = { idle: true, head, body: 'expect(limits.small).toBe(3);' };
    expect(kindOf(looking)).toBeUndefined();
    expect(kindOf({ ...looking, idle: false })).toBe('hollow');
    expect(kindOf({ ...looking, head: "import { limits } from './other.ts';" })).toBe('hollow');
  });

  test('is not named where it notices what only the load of its file reaches', () => {
    expect(kindOf({ loaded: killed })).toBeUndefined();
    expect(kindOf({ loaded: passed })).toBe('hollow');
    expect(kindOf({ loaded: thrown })).toBe('hollow');
  });

  test('is information where its values have a type of the project', () => {
    const typed = 'const item: Item = { a: 1 }; expect(item.a).toBe(1);';
    const head = "import type { Item } from './item.ts';";
    expect(find({ runsNothing: true, body: typed, head })).toMatchObject([
      { kind: 'hollow', severity: 'info', evidence: { apart: true } },
    ]);
  });

  test('says nothing of one that asks what a class extends', () => {
    expect(kindOf({ subjects: { inherits: 1 } })).toBeUndefined();
    expect(kindOf({ subjects: { inherits: 1 }, assertions: { made: 2 } })).toBe('hollow');
  });

  test('says nothing of one that is expected to fail', () => {
    expect(kindOf({ expectsFailure: true })).toBeUndefined();
    expect(kindOf({ expectsFailure: true, runsNothing: true, subjects: { echoes: 1 } })).toBeUndefined();
  });
});

test('a test that notices something swallows failures if it asserts less where what it calls throws', () => {
  const less = { ...passed, lost: new Map([[0, 'all' as const]]) };
  const other = { ...passed, lost: new Map([[0, 'value' as const]]) };
  expect(find({ statement: killed, probe: less })[0]).toMatchObject({
    kind: 'swallows-failure',
    evidence: { how: 'caught', kills: 1, throwing: ['throwing'] },
  });
  expect(kindOf({ statement: killed, probe: passed })).toBeUndefined();
  expect(kindOf({ statement: killed, probe: less, assertions: { throws: 1 } })).toBeUndefined();
  expect(kindOf({ statement: killed, probe: other })).toBeUndefined();
  expect(kindOf({ statement: killed, probe: other, body: bodies.caught })).toBe('swallows-failure');
});

describe('nothing is said of a test', () => {
  test('that notices one break by what it states', () => {
    expect(find({ statement: killed })).toEqual([]);
    const files = new Map([[0, fileEvidence({ kills: [0] })]]);
    expect(find({ statement: { files } })).toEqual([]);
  });

  test('that was not run against a break it reaches', () => {
    expect(find({ statement: {} })).toEqual([]);
    expect(find({ statement: { files: new Map([[0, fileEvidence({ complete: false })]]) } })).toEqual([]);
    expect(find({ statement: { files: new Map([[0, fileEvidence({ spoiled: 'x' })]]) } })).toEqual([]);
    expect(find({ statement: { files: new Map([[0, fileEvidence({ hit: false })]]) } })).toEqual([]);
  });

  test('that passes with no break of a whole function', () => {
    expect(find({ deleted: thrown })).toEqual([]);
  });
});

test('breaks that throw by themselves or do not end are counted apart', () => {
  expect(find({ statement: thrown })[0]).toMatchObject({
    kind: 'hollow',
    evidence: { breaks: 1, crashes: 1 },
  });
  expect(find({ statement: { timeouts: new Set([0]) } })[0]?.evidence).toMatchObject({ crashes: 1 });
  const files = new Map([[0, fileEvidence({ kills: [0], thrown: [0] })]]);
  expect(find({ statement: { files } })[0]?.evidence).toMatchObject({ crashes: 1 });
  const crash = new Map([[0, fileEvidence({ fileKiller: { what: 'crash', error: 'x' } })]]);
  expect(find({ statement: { files: crash } })[0]?.evidence).toMatchObject({ crashes: 1 });
});

test('a test is redundant where another one notices all that it notices, and every killer is known', () => {
  const both = { kills: new Set([0, 1]) };
  expect(kindOf({ deleted: both, statement: both, allKillers: true })).toBe('redundant');
  expect(kindOf({ deleted: both, statement: both })).toBeUndefined();
  expect(kindOf({ deleted: both, statement: killed, allKillers: true })).toBeUndefined();
});

test('a test that fails where only the way of the code changed is coupled to it, whatever else it is', () => {
  const mutant = (id: string, mutator: string) => runMutant(0, { id, mutator, level: 'neutral' }, []).mutant;
  const couplings = [
    { mutant: mutant('n1', 'RenamedPrivates'), tests: [0, 1] },
    { mutant: mutant('n2', 'InlinedHelper'), tests: [0] },
    { mutant: mutant('n3', 'InlinedHelper'), tests: [1] },
  ];
  expect(find({ statement: killed, couplings })).toMatchObject([
    {
      kind: 'implementation-coupled',
      severity: 'warning',
      evidence: { mutants: ['n1', 'n2'], rewrites: ['InlinedHelper', 'RenamedPrivates'] },
      reproduce: 'realcov reproduce n1 --test "0"',
    },
  ]);
  expect(find({ couplings }).map(({ kind }) => kind)).toEqual(['hollow', 'implementation-coupled']);
});

test('tests that do not always do the same are findings of their own', () => {
  const run = cleanRun([0]);
  run.unstable = [
    { id: 't9', kind: 'flaky', file: 'f0.test.ts', test: 'sometimes', passed: 3, failed: 1, error: 'no' },
    {
      id: 't8',
      kind: 'order-dependent',
      file: 'f0.test.ts',
      test: 'late',
      passed: 0,
      failed: 1,
      error: 'no',
      alone: 'fails',
    },
  ];
  const found = findTheater({
    run,
    evidence: new Map(),
    couplings: [],
    open: () => undefined,
    allKillers: false,
  });
  expect(found).toMatchObject([
    { kind: 'flaky', testId: 't9', test: 'sometimes', evidence: { passed: 3, failed: 1, error: 'no' } },
    {
      kind: 'order-dependent',
      severity: 'warning',
      evidence: { passed: 0, failed: 1, error: 'no', alone: 'fails' },
      reproduce: "npx vitest run f0.test.ts -t '^ ?late$'",
    },
  ]);
});
