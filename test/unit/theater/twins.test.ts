import { describe, expect, test } from 'vitest';
import { findTheater } from '../../../src/theater/index.ts';
import { findLeads } from '../../../src/theater/leads.ts';
import { testFiles } from '../../../src/theater/test-file.ts';
import { findTwins } from '../../../src/theater/twins.ts';
import { cleanRun, evidenceIn, evidenceOf, runMutant, type Seen } from '../../helpers/run.ts';

/** A run of one file with a test for each of these texts, each on a line of its own from the first on. */
function runOf(texts: string[]) {
  const run = cleanRun([texts.length]);
  texts.forEach((_, index) => {
    run.tests[index]!.line = index + 1;
  });
  const source = `${texts.join('\n')}\n`;
  return { run, read: () => source };
}

function groups(...texts: string[]): string[][] {
  const { run, read } = runOf(texts);
  return findTwins(run, testFiles(read)).map(({ twins }) => twins.map(({ test: { id } }) => id));
}

describe('tests have the same text', () => {
  test('if only values differ, and names of their own', () => {
    expect(
      groups(
        "test('a', () => { const x = add(1, [2]); expect(x).toBe(3); });",
        "test('b', () => { const sum = add(-10, [20, 5]); /* more */ expect(sum).toBe(15); });",
      ),
    ).toEqual([['t0', 't1']]);
    expect(
      groups("it('a', () => expect(up('x')).toBe('X'));", "it('b', () => expect(up(`y`)).toBe('Y'));"),
    ).toEqual([['t0', 't1']]);
  });

  test.each([
    ['another function is called', 'expect(subtract(1, 2)).toBe(3);'],
    ['another matcher asks', 'expect(add(1, 2)).toEqual(3);'],
    ['a value is not written out', 'expect(add(1, two)).toBe(3);'],
    ['something more is done', 'prepare(); expect(add(1, 2)).toBe(3);'],
  ])('but not if %s', (_, body) => {
    expect(
      groups("test('a', () => { expect(add(1, 2)).toBe(3); });", `test('b', () => { ${body} });`),
    ).toEqual([]);
  });

  test('but not if one of them is left out by its call, or if there is next to nothing in it', () => {
    expect(
      groups(
        "test('a', () => { expect(add(1, 2)).toBe(3); });",
        "test.fails('b', () => { expect(add(1, 2)).toBe(4); });",
      ),
    ).toEqual([]);
    expect(groups("test('a', () => { f(1); });", "test('b', () => { f(2); });")).toEqual([]);
  });

  test('but not if they are in different suites, where the same names mean other things', () => {
    const one = "describe('a', () => { const add = sum; test('a', () => { expect(add(1, 2)).toBe(3); }); });";
    const other =
      "describe('b', () => { const add = subtract; test('b', () => { expect(add(3, 2)).toBe(1); }); });";
    expect(groups(one, other)).toEqual([]);
  });

  test('but not if a line makes several tests', () => {
    const { run, read } = runOf(["for (const n of [1, 2]) test('a', () => { expect(add(n, 2)).toBe(3); });"]);
    run.files[0]!.tests.push({ ...run.tests[0]!, id: 't9' });
    expect(findTwins(run, testFiles(read))).toEqual([]);
  });
});

const copies = [
  "  test('one', async () => { expect(await add(1, 2)).toBe(3); });",
  "  test('two', async () => { expect(await add(1, 5)).toBe(6); });",
  "  test('three', async () => { expect(await add(1, 7)).toBe(8); });",
];

/** What is found where three copies meet two breaks, of code that is written like this. */
function found(first: Seen, second: Seen, texts = copies, [one = 'a', other = 'b']: string[] = []) {
  const { run, read } = runOf(texts);
  const reach = [{ fileIndex: 0, atLoad: false, first: [0, 1, 2], again: [0, 1, 2] }];
  run.mutants = [
    runMutant(0, { original: one }, reach),
    runMutant(1, { level: 'statement', original: other }, reach),
  ];
  const evidence = evidenceIn(run.mutants, [evidenceOf(first), evidenceOf(second)]);
  const twins = findTwins(run, testFiles(read));
  return findTheater({ run, evidence, couplings: [], twins, open: testFiles(read), allKillers: false });
}

const all = { kills: new Set([0, 1, 2]) };

describe('tests are copies', () => {
  test('if they have the same text and notice the same breaks: told once, with a table of them', () => {
    expect(found(all, { passes: new Set([0, 1, 2]) })).toMatchObject([
      {
        kind: 'copy-paste',
        severity: 'warning',
        testId: 't1',
        evidence: { twins: ['t0', 't1', 't2'], of: '0', kills: 1 },
        reproduce: 'realcov explain "1"',
      },
    ]);
  });

  test('as far as they notice the same', () => {
    const second = { kills: new Set([0]), passes: new Set([1, 2]) };
    expect(found(all, second)).toMatchObject([
      { testId: 't2', severity: 'info', evidence: { twins: ['t1', 't2'] } },
    ]);
  });

  test('but not where the code names the values in which they differ', () => {
    expect(found(all, all, copies, ["'x'", '12'])).toHaveLength(1);
    const named = copies.map((text) => text.replace('5', '25'));
    expect(found(all, all, named, ["'x'", '25'])).toMatchObject([{ evidence: { twins: ['t0', 't2'] } }]);
  });

  test('but not where their objects have other keys', () => {
    const without = (input: string) =>
      `  test('${input.length}', async () => { expect((await parse(${input})).success).toBe(false); });`;
    const texts = ['{ uuid: [{ a: 1 }] }', '{ project: [{ a: 1 }] }', '{ project: [{ b: 2 }] }'].map(without);
    expect(found(all, all, texts)).toEqual([]);
    const lists = ['[1, 2]', '[1, 2, 3, 4]', '[[5], 6]'].map(without);
    expect(found(all, all, lists)).toMatchObject([{ evidence: { twins: ['t0', 't1', 't2'] } }]);
    const same = ['{ a: 1, b: 2 }', '{ b: 5, a: 77 }', '{}'].map(without);
    expect(found(all, all, same)).toMatchObject([{ evidence: { twins: ['t0', 't1'] } }]);
  });

  test.each(['null', 'undefined', "''", '``', '[]', '{}'])(
    'but not where one has %s and the others something',
    (edge) => {
      const texts = copies.map((text) => text.replace('5', edge));
      expect(found(all, all, texts)).toMatchObject([{ evidence: { twins: ['t0', 't2'] } }]);
      const alike = copies.map((text) => text.replace('(1', `(${edge}`));
      expect(found(all, all, alike)).toMatchObject([{ evidence: { twins: ['t0', 't1', 't2'] } }]);
    },
  );

  test('but not if they were not seen with every break, or notice nothing', () => {
    expect(found(all, { passes: new Set([0]) })).toEqual([]);
    const nothing = { passes: new Set([0, 1, 2]) };
    expect(found(nothing, nothing).map(({ kind }) => kind)).not.toContain('copy-paste');
  });
});

test('the table is a diff that takes the place of all of them', () => {
  const [finding] = found(all, all);
  expect(finding?.kind === 'copy-paste' && finding.evidence.table).toBe(`--- a/f0.test.ts
+++ b/f0.test.ts
@@ -1,1 +1,5 @@
-  test('one', async () => { expect(await add(1, 2)).toBe(3); });
+  test.each([
+    ['one', 2, 3],
+    ['two', 5, 6],
+    ['three', 7, 8],
+  ])('%s', async (_name, value1, value2) => { expect(await add(1, value1)).toBe(value2); });
@@ -2,1 +5,0 @@
-  test('two', async () => { expect(await add(1, 5)).toBe(6); });
@@ -3,1 +5,0 @@
-  test('three', async () => { expect(await add(1, 7)).toBe(8); });
`);
});

test('there is no table where a test is not on lines of its own', () => {
  const [finding] = found(
    all,
    all,
    copies.map((text) => `f();${text}`),
  );
  expect(finding).toMatchObject({ kind: 'copy-paste' });
  expect(finding?.evidence).not.toHaveProperty('table');
});

test('leads are what only the text says', () => {
  const { run, read } = runOf([
    "test('mute', () => { render(1); });",
    "test('trivial', () => { expect(1).toBe(1); });",
    "test('caught', () => { try { expect(f()).toBe(1); } catch {} });",
    "test('mocks', () => { expect(mock).toHaveBeenCalled(); });",
    "test('typed', () => { expectTypeOf(f).toBeFunction(); });",
    "test('plain', () => { expect(add(1, 2)).toBe(3); });",
    "test('copy', () => { expect(add(1, 3)).toBe(4); });",
    "test('found', () => { render(1); });",
  ]);
  const none = { made: 0, onMocks: 0, throws: 0, notThrows: 0, absences: 0 };
  for (const index of [0, 4, 7]) run.tests[index]!.assertions = none;
  run.tests[3]!.assertions = { ...none, made: 1, onMocks: 1 };
  const open = testFiles(read);
  const leads = findLeads(run, open, findTwins(run, open), new Set(['t7']));
  expect(leads.map(({ testId, smell }) => `${testId} ${smell}`)).toEqual([
    't0 no-assertion',
    't1 trivial-assertions',
    't2 caught',
    't3 only-mocks',
    't6 same-text',
  ]);
});
