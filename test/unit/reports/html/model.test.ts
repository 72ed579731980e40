import { describe, expect, test } from 'vitest';
import { AuditFileError, parseAudit } from '../../../../reports/html/app/model/audit-file.ts';
import {
  acceptCommands,
  acceptedJson,
  overlaid,
  parseOwn,
} from '../../../../reports/html/app/model/decisions.ts';
import { highlight } from '../../../../reports/html/app/model/highlight.ts';
import { neighbours } from '../../../../reports/html/app/model/neighbours.ts';
import { nextSteps } from '../../../../reports/html/app/model/next-steps.ts';
import { toReport } from '../../../../reports/html/app/model/report.ts';
import { linesOfTest } from '../../../../reports/html/app/model/test-lines.ts';
import { compare } from '../../../../src/judge/compare.ts';
import type { Decision } from '../../../../src/model/decision.ts';
import { decided } from '../../../helpers/decisions.ts';
import { sampleReport } from '../../../helpers/report-page.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';

const report = toReport(sampleReport());

describe('next comes', () => {
  test('what can lose its body, then theater, then what no test reaches, then the weak, then what is outside', () => {
    expect(nextSteps(report, []).map(({ kind, total }) => [kind, total])).toEqual([
      ['pseudo-tested', 1],
      ['theater', 1],
      ['untested', 1],
      ['weak', 2],
      ['module', 1],
    ]);
  });

  test('before all of it what somebody said needs a test, the last first, as long as nothing notices it', () => {
    const wanted = (id: string, at: string, changes: Partial<Decision> = {}) =>
      decided(id, { kind: 'needs-a-test', at, ...changes });
    const decisions = [
      wanted('07182930', '2026-05-01'),
      wanted('c0a1f2e3', '2026-05-03'),
      wanted('85960718', '2026-05-02'),
      wanted('a1b2c3d4', '2026-05-04'),
      wanted('e1526374', '2026-05-05', { original: 'percent <= 10' }),
      decided('b2c3d4e5'),
    ];
    const [first] = nextSteps(report, decisions);
    expect(first).toMatchObject({ kind: 'wanted', total: 3 });
    expect(first?.steps).toMatchObject([
      { mutant: { id: 'c0a1f2e3' }, decision: decisions[1], unit: { kind: 'module' } },
      { mutant: { id: '85960718' }, decision: decisions[2], unit: { id: 'f-send' } },
      { mutant: { id: '07182930' }, decision: decisions[0], unit: { id: 'f-total' } },
    ]);
  });

  test('in each group what the last run did not have', () => {
    const { units, ...others } = report;
    const weak = units().filter(({ verdict }) => verdict === 'weak');
    expect(weak.map(({ name }) => name)).toEqual(['Cart.add', 'discount']);
    const before = sampleAudit({ findings: [] });
    before.functions.find(({ name }) => name === 'discount')!.verdict = 'tested';
    before.functions.find(({ name }) => name === 'Cart.add')!.verdict = 'untested';
    const groups = nextSteps({ units, ...others }, [], compare(before, sampleAudit()));
    const stepsOf = (kind: string) => groups.find((group) => group.kind === kind)?.steps;
    expect(stepsOf('weak')).toMatchObject([
      { unit: { name: 'discount' }, isNew: true },
      { unit: { name: 'Cart.add' }, isNew: false },
    ]);
    expect(stepsOf('theater')).toMatchObject([{ isNew: true }]);
    expect(stepsOf('untested')).toMatchObject([{ isNew: false }]);
  });

  test('nothing where everything is noticed and no test is theater', () => {
    const audit = sampleAudit({ findings: [] });
    for (const mutant of audit.mutants) mutant.status = 'killed';
    for (const unit of audit.functions) unit.verdict = 'tested';
    expect(nextSteps(toReport(sampleReport({ audit })), [])).toEqual([]);
  });
});

describe('what comes before and after', () => {
  const isEven = (value: number) => value % 2 === 0;

  test('is next to it, and nothing at the ends', () => {
    expect(neighbours([1, 2, 3], 2)).toEqual({ previous: 1, next: 3, position: 2, total: 3 });
    expect(neighbours([1, 2, 3], 1)).toMatchObject({ previous: undefined, next: 2, position: 1 });
    expect(neighbours([1, 2, 3], 3)).toMatchObject({ previous: 2, next: undefined, position: 3 });
  });

  test('is one of those that are gone through, of which it need not be one itself', () => {
    const list = [1, 2, 3, 4, 5];
    expect(neighbours(list, 4, isEven)).toEqual({ previous: 2, next: undefined, position: 2, total: 2 });
    expect(neighbours(list, 3, isEven)).toEqual({ previous: 2, next: 4, position: 0, total: 2 });
  });
});

test('what a test reaches is found through the lists that breaks share', () => {
  const shared = ['t-a', 't-b'];
  const data = sampleReport();
  for (const mutant of data.audit.mutants.slice(0, 5)) mutant.coveredBy = shared;
  for (const mutant of data.audit.mutants.slice(5)) mutant.coveredBy = ['t-a'];
  const { reachedBy } = toReport(data);
  expect(reachedBy('t-b')).toHaveLength(5);
  expect(reachedBy('t-a')).toHaveLength(data.audit.mutants.length);
});

describe('highlighting', () => {
  const source =
    '/* a\n b */ const text = `x ${y}\n z`; // end\nreturn "it\'s" + 0x1F;\n\nitem.return = value1;';
  const lines = highlight(source);

  test('loses and adds no character', () => {
    expect(lines.map((line) => line.map(({ text }) => text).join('')).join('\n')).toBe(source);
  });

  test('knows comments and texts of several lines, and words from parts of words', () => {
    const kinds = lines.map((line) => line.map(({ kind }) => kind).filter((kind) => kind !== 'plain'));
    expect(kinds).toEqual([
      ['comment'],
      ['comment', 'keyword', 'string'],
      ['string', 'comment'],
      ['keyword', 'string', 'number'],
      [],
      [],
    ]);
  });
});

describe('the lines of a test', () => {
  const source = `describe('cart', () => {
  test('adds', () => {
    expect(1).toBe(1);

    expect(2).toBe(2);
  });

  test.each([
    [1, 2],
  ])('adds %i', (a, b) => {
    expect(a).toBe(b);
  });
  it('is short', () => check());
  it('is last', () => check());
});
`;
  test.each([
    [2, { from: 2, to: 6 }],
    [8, { from: 8, to: 12 }],
    [13, { from: 13, to: 13 }],
    [99, { from: 16, to: 16 }],
  ])('from line %i end where its indentation does', (line, expected) => {
    expect(linesOfTest(source, line)).toEqual(expected);
  });
});

describe('decisions', () => {
  const decision = (mutant: string, more: Partial<Decision> = {}): Decision => ({
    mutant,
    kind: 'equivalent',
    reason: "it's so",
    by: 'Ada',
    at: '2026-01-01T00:00:00.000Z',
    file: 'src/b.ts',
    mutator: 'EmptyBody',
    original: '{ }',
    replacement: '{}',
    ...more,
  });

  test('of this browser go over those of the file, and can take them back', () => {
    const own = { b: null, c: decision('c'), a: decision('a', { reason: 'better' }) };
    expect(
      overlaid([decision('a'), decision('b')], own).map(({ mutant, reason }) => [mutant, reason]),
    ).toEqual([
      ['a', 'better'],
      ['c', "it's so"],
    ]);
  });

  test('that the browser kept damaged are dropped', () => {
    expect(parseOwn('{"a":')).toEqual({});
    expect(parseOwn(undefined)).toEqual({});
    const kept = { a: decision('a'), b: null, c: { ...decision('c'), kind: 'other' }, d: 1 };
    expect(parseOwn(JSON.stringify(kept))).toEqual({ a: decision('a'), b: null });
  });

  test('are written as the command line writes them, by file and id', () => {
    const text = acceptedJson([decision('b'), decision('c', { file: 'src/a.ts' }), decision('a')]);
    expect((JSON.parse(text) as Decision[]).map(({ mutant }) => mutant)).toEqual(['c', 'a', 'b']);
  });

  test('become commands that no reason can break out of', () => {
    const own = { a: decision('a', { reason: "'; rm -rf ~ #" }), b: null };
    expect(acceptCommands(own)).toBe(
      "realcov accept a --kind equivalent --reason ''\\''; rm -rf ~ #' --by 'Ada'\nrealcov accept b --remove\n",
    );
  });
});

describe('an audit.json that a reader chooses', () => {
  const text = JSON.stringify(sampleAudit());

  test('is read', () => {
    expect(parseAudit(text)).toEqual(sampleAudit());
  });

  test.each([
    [text.slice(0, -20), 'cut off'],
    ['{ "schemaVersion": "3" }', 'made by a newer realcov'],
    ['{ "schemaVersion": "1", "project": {} }', 'not complete'],
    ['[]', 'no audit that this page can read'],
    ['null', 'no audit that this page can read'],
  ])('%#: is refused with what to do', (broken, message) => {
    expect(() => parseAudit(broken)).toThrow(AuditFileError);
    expect(() => parseAudit(broken)).toThrow(message);
  });
});
