import { describe, expect, test } from 'vitest';
import { anyFile, type DryFile, type JournalLine } from '../../../src/lab/protocol.ts';
import { changedModules, dependsOnAll, hadNoPart, type Inputs } from '../../../src/lab/resume/inputs.ts';

const hash = 'a'.repeat(64);
const before: Inputs = {
  base: 'base',
  modules: { 'src/a b.ts': '1', 'src/c.ts': '2' },
  state: ['head', 'src/a b.ts 10 1.5 2.5', 'src/c.ts 20 1 2', 'notes.md 5 1 2'],
};
const changed = (now: Partial<Inputs>, from: Partial<Inputs> = {}) =>
  changedModules({ ...before, ...from }, { ...before, ...now });
const withLine = (index: number, line: string) => before.state.with(index, line);

describe('what an edit changed', () => {
  test('is nothing, or some sources and test files', () => {
    expect(changed({})).toEqual([]);
    expect(changed({ modules: { ...before.modules, 'src/c.ts': '3' } })).toEqual(['src/c.ts']);
    expect(changed({ state: withLine(1, 'src/a b.ts 11 3.5 4.5') })).toEqual(['src/a b.ts']);
    // In a repository, what is as it was committed has no line.
    expect(changed({ state: [...before.state.slice(0, 3), `src/c.ts ${hash}`, before.state[3]!] })).toEqual([
      'src/c.ts',
    ]);
    expect(
      changed({ state: withLine(2, `src/c.ts ${hash}`) }, { state: before.state.toSpliced(2, 1) }),
    ).toEqual(['src/c.ts']);
  });

  test.each<[string, Partial<Inputs>]>([
    ['a version or an option', { base: 'other' }],
    ['another commit', { state: withLine(0, 'another head') }],
    ['a file that is neither source nor test', { state: withLine(3, 'notes.md 6 1 2') }],
    ['a file that is new', { state: [...before.state, 'src/d.ts 1 2 3'] }],
    ['a file that is gone', { state: withLine(2, 'src/c.ts is gone') }],
    ['a source that is new', { modules: { ...before.modules, 'src/d.ts': '1' } }],
    ['a source that is none any more', { modules: { 'src/c.ts': '2' } }],
  ])('may be anything where it is %s', (_, now) => {
    expect(changed(now)).toBeUndefined();
  });

  test('may be anything where another version wrote what it was', () => {
    expect(changedModules('a hash' as never, before)).toBeUndefined();
  });
});

describe('a test file has no part in what changed', () => {
  const load = (seen: Partial<DryFile>): DryFile => ({
    kind: 'dry-file',
    hits: {},
    ms: 1,
    steps: 1,
    tests: 1,
    loaded: ['src/b.ts'],
    ...seen,
  });
  const hadNone = (...lines: JournalLine[]) => hadNoPart(lines, ['src/a.ts'], ['ka']);

  test('if it loads, runs and reads other files', () => {
    expect(hadNone(load({ hits: { kb: [1] }, texts: ['kb'] }))).toBe(true);
    expect(hadNone(load({}), { kind: 'touches', touches: {} as never })).toBe(true);
  });

  test.each<[string, JournalLine]>([
    ['loads it', load({ loaded: ['src/a.ts'] })],
    ['loads something that is no file', load({ loaded: ['src/b.ts', anyFile] })],
    ['runs it as it loads', load({ hits: { ka: [1] } })],
    ['reads its text', load({ texts: ['ka'] })],
    ['copies it', load({ copied: ['ka'] })],
    ['has something loaded in a way that shows nothing', load({ unserved: ['*'] })],
    ['starts another program', { kind: 'touches', touches: {} as never, unseen: true }],
    [
      'runs it in a test',
      { kind: 'dry-test', test: 't', line: 1, state: 'pass', ms: 1, steps: 1, hits: { ka: [1] } },
    ],
    [
      'runs it the second time',
      { kind: 'dry-repeat', test: 't', passes: true, repeatable: true, hits: { ka: [1] } },
    ],
  ])('but not if it %s', (_, line) => {
    expect(hadNone(load({}), line)).toBe(false);
  });

  test('but not if nothing is known of it', () => {
    expect(hadNone()).toBe(false);
    const { loaded: _, ...unknown } = load({});
    expect(hadNone(unknown)).toBe(false);
  });
});

test('what was refused a break depends on what all tests do', () => {
  const pair = { kind: 'pair', test: 't', mutant: 'm', outcome: 'refused' } as const;
  expect(dependsOnAll([{ ...pair, refused: 'would have deleted a.txt' }])).toBe(true);
  expect(dependsOnAll([{ kind: 'harm', mutant: 'm', what: 'would have deleted a.txt' }])).toBe(true);
  expect(dependsOnAll([{ ...pair, outcome: 'killed' }])).toBe(false);
});
