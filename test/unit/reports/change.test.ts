import { describe, expect, test } from 'vitest';
import {
  renderHeadline,
  renderMarkdown,
  renderMutantDiff,
  renderTerminal,
  summary,
} from '../../../reports/index.ts';
import { decidedAudit } from '../../../src/judge/decisions.ts';
import type { Audit } from '../../../src/model/audit.ts';
import type { Change } from '../../../src/model/change.ts';
import { withRanks } from '../../../src/ranking/ranks.ts';
import { decided } from '../../helpers/decisions.ts';
import { expectHarmless, hostile } from '../../helpers/hostile.ts';
import { sampleSources } from '../../helpers/sample-audit.ts';
import { changedAudit, largeChange } from '../../helpers/sample-change.ts';

const ranked = (audit: Audit) => withRanks(audit, (file) => sampleSources[file], []);
const sample = (changes: Partial<Change> = {}, audit: Partial<Audit> = {}) =>
  ranked(changedAudit(changes, audit));

/** Nothing is worse, and no test changed. */
const nothing = { functions: [], unnoticed: [], tests: [], testsGone: [] };
const failed = { ref: 'main', commit: '4be1c0de'.repeat(5), compared: 'failed' as const };

function terminal(audit: Audit, verbose = false): string {
  return renderTerminal(audit, { colors: false, verbose, times: false });
}

describe('the terminal', () => {
  test('begins with what the change made worse, and says nothing of what was so before', () => {
    expect(terminal(sample())).toBe(`\
3 source files, 2 test files and 1 other file changed, compared with main (4be1c0d)

this change leaves 8 breaks unnoticed: 2 in new code, 5 noticed before, 1 noticed only by the tests from before
  85960718  src/mail.ts:1  send  deleted body: new code, no test reaches it
  07182930  src/cart.ts:15  Cart.total  deleted body: noticed before by "cart > has a total" (edited)
  e1526374  src/money.ts:6  discount  \`percent <= 100\` → \`percent < 100\`: noticed before by "money > takes a whole discount" (deleted)
  … and 4 more on the same lines or in the same functions
  … and 1 more that seldom need a test: the text of an error message (1)

functions with a worse verdict (2)
  tested → pseudo-tested  src/cart.ts:15  Cart.total
  tested → weak  src/money.ts:5  discount

tests of the change (4)
  edited  test/cart.test.ts:22  cart > has a total
    no break of what it runs makes it fail (swallows failure)
    passes although what it calls throws at once: something in the test catches the failure
    realcov reproduce m-total-throw --test "cart > has a total"
    passes with the code from before too
  edited  test/money.test.ts:17  money > leaves a price without a discount
    no break of what it runs makes it fail (hollow)
    passes with all 3 breaks it was run with: its 2 assertions pass either way
    realcov reproduce m-discount-empty --test "money > leaves a price without a discount"
    passes with the code from before too
  added  test/cart.test.ts:30  cart > checks out
    only this test notices 52637485 src/cart.ts:21 deleted body
    does not load with the code from before
  added  test/money.test.ts:5  money > rounds to cents
    notices a7182930 src/money.ts:1 deleted body
    fails with the code from before: expected 1.005 to be 1.01
    notices 2 of the 3 breaks of changed lines that it runs

tests that are gone (2)
  deleted  test/money.test.ts  money > takes a whole discount
  no longer run  test/cart.test.ts  cart > is empty

not from this change: 2 breaks that no test noticed before either
1 break unnoticed now, and not known whether before

functions   1 pseudo-tested · 1 untested · 2 weak · 2 tested
breaks      7 noticed · 1 noticed by timeout · 9 survived · 2 not reached · 1 unproven
            1 caught by types · 1 invalid · 1 ignored
tests       7 run · 1 swallows failure · 1 accepted by a comment

tests notice 3 of 10 breaks of the functions that changed (30%)

gate        failed: real coverage 44.44% is below the minimum of 60%
notices     src/generated.ts: larger than 1 MB; --max-file-size changes the limit
next        realcov show 85960718 shows a break, its verdict and its tests
`);
  });

  test('shows seven breaks, and all of them with --verbose', () => {
    const audit = ranked(largeChange(20));
    const worse = (verbose: boolean) => terminal(audit, verbose).split('\n\n')[1];
    const shown = (verbose: boolean) => worse(verbose)?.match(/^ {2}90\w{6} {2}/gm)?.length;
    expect(shown(false)).toBe(4);
    expect(terminal(audit)).toContain('\n  … and 16 more, see --verbose or the files\n');
    expect(shown(true)).toBe(20);
    expect(terminal(audit, true)).toContain('  aa550001  ');
    expect(terminal(audit, true)).not.toContain('more on the same lines');
  });

  test.each([
    [['85960718', '96071829'], '2 breaks unnoticed: all in new code'],
    [['e1526374'], '1 break unnoticed: noticed only by the tests from before'],
  ])('says once what all of them are: %s', (ids, words) => {
    const unnoticed = changedAudit().change!.unnoticed.filter(({ id }) => ids.includes(id));
    expect(terminal(sample({ unnoticed }))).toContain(`this change leaves ${words}\n`);
  });

  test('says nothing of tests that did not change: they met only a part of what they run', () => {
    const text = terminal(sample({ tests: [] }));
    expect(text).toMatch(/^tests +7 run$/m);
    expect(text).not.toMatch(/hollow|swallows/);
  });

  test('names the rows of a table once, and of them the one that alone notices something', () => {
    const [first] = sample().tests as [Audit['tests'][number]];
    const rows = [1, 2, 3].map((row) => ({ ...first, id: `row-${row}`, name: `rows > of ${row}`, line: 9 }));
    const added = { what: 'added' as const, witness: '52637485', findings: [] };
    const tests = rows.map(({ id }) => ({
      id,
      ...added,
      ...(id === 'row-2' && { isOnlyWitness: true as const }),
    }));
    const text = terminal(sample({ tests }, { tests: [...sample().tests, ...rows] }));
    expect(text.match(/rows > of \d/g)).toEqual(['rows > of 2']);
    expect(text).toContain('    2 more tests of the same place do as well\n');
  });

  test('does not say that a test cannot fail of which not all was broken', () => {
    const { id } = sample().change!.tests[0]!;
    const text = terminal(sample({ tests: [{ id, what: 'added', isPartial: true, findings: [] }] }));
    expect(text).toContain('it is not known whether it can fail: not all that it runs was broken');
  });

  test('says in a line that nothing is worse', () => {
    expect(terminal(sample(nothing)).split('\n\n').slice(0, 2)).toEqual([
      '3 source files, 2 test files and 1 other file changed, compared with main (4be1c0d)',
      'this change leaves no break unnoticed',
    ]);
  });

  test('never says that all is well where not all was run', () => {
    const spent = sample(nothing);
    spent.mutants.find(({ id }) => id === 'a7182930')!.status = 'out-of-budget';
    for (const audit of [spent, sample(nothing, { complete: false })]) {
      expect(terminal(audit)).toContain(
        '\nno break is known that this change leaves unnoticed, and not all were run\n',
      );
      audit.change!.base = { ...failed, compared: 'not-needed' };
      expect(terminal(audit)).toContain('\nevery break that was run is noticed, so main');
    }
    expect(terminal(spent)).toContain('changed (30%); 1 break was not run in time\n');
  });

  test('says in a line that the base was not needed', () => {
    const base = { ...failed, compared: 'not-needed' as const };
    const [first] = terminal(sample({ ...nothing, base })).split('\n\n');
    expect(first?.split('\n')[1]).toBe('every break in scope is noticed, so main (4be1c0d) was not needed');
    const unnoticed = [{ id: 'e1526374', kind: 'new-survivor' as const, isNewCode: true as const }];
    expect(terminal(sample({ ...nothing, unnoticed, base }))).toContain(
      '\nall that is unnoticed is in new code, so main (4be1c0d) was not needed\n',
    );
  });

  test('says why the base could not be run, and then lists all that is unnoticed', () => {
    const unnoticed = [{ id: 'e1526374', kind: 'unknown' as const }];
    const text = terminal(
      sample({ ...nothing, unnoticed, base: { ...failed, reason: 'its tests fail\nthere' } }),
    );
    expect(text).toContain(
      '\nnot compared with main (4be1c0d), which could not be run: its tests fail there\n',
    );
    expect(text).toContain('\npseudo-tested  src/cart.ts:15  Cart.total · 2 tests reach it\n');
    expect(text).not.toContain('leaves no break unnoticed');
    expect(text).not.toContain('not known whether before');
  });

  test('says that nothing that can be broken has changed', () => {
    const base = { ...failed, compared: 'not-needed' as const };
    const audit = sample(
      { ...nothing, base, coverage: { killed: 0, valid: 0, percent: null } },
      { unchanged: true, options: { since: 'main' } },
    );
    expect(terminal(audit)).toContain('nothing to check: nothing that can be broken has changed since main');
    for (const text of [renderHeadline(audit, { colors: false }), terminal(audit), renderMarkdown(audit)])
      expect(text).not.toMatch(/unnoticed|not needed/);
  });

  test('says what could not be run beside what could', () => {
    const base = { ...failed, compared: 'run' as const, reason: 'its tests need a server' };
    expect(terminal(sample({ base }))).toContain(
      '\nnot all of main (4be1c0d) could be run: its tests need a server\n',
    );
  });

  test('calls functions in errors what the code calls them', () => {
    const audit = sample();
    audit.change!.tests[2]!.failure = 'TypeError: (0 , __vite_ssr_import_1__.round) is not a function';
    expect(terminal(audit)).toContain('before: TypeError: round is not a function\n');
    expect(terminal(audit)).not.toContain('__vite');
  });

  test('says where a function was', () => {
    const movedFrom = { file: 'src/math.ts', name: 'round' };
    const functions: Change['functions'] = [{ id: 'f-total', why: 'changed', movedFrom, before: 'tested' }];
    const audit = sample({ functions });
    expect(terminal(audit)).toContain('src/cart.ts:15  Cart.total (was round in src/math.ts)\n');
    expect(renderMarkdown(audit)).toContain('`src/cart.ts:15` (was round in src/math.ts)\n');
  });

  test('has one line for --quiet', () => {
    expect(renderHeadline(sample(), { colors: false }).split('\n').slice(0, 2)).toEqual([
      'tests notice 3 of 10 breaks of the functions that changed (30%)',
      'this change leaves 8 breaks unnoticed: 2 in new code, 5 noticed before, 1 noticed only by the tests from before',
    ]);
  });

  test.each([
    ['staged', '1 source file changed (staged), compared with 4be1c0d'],
    ['fix', '1 source file changed, compared with the code before fix', ''],
    ['4be1c0d', '1 source file changed, compared with 4be1c0d'],
    ['v1.2', '1 source file changed, compared with v1.2 (4be1c0d)'],
  ])('names what was asked for: %s', (ref, line, commit = failed.commit) => {
    const base = { ...failed, ref, commit, compared: 'run' as const };
    const changed = { sources: 1, tests: 0, others: 0 };
    expect(terminal(sample({ ...nothing, base, changed })).split('\n')[0]).toContain(line);
  });

  test('says how often such breaks were worth a test', () => {
    expect(terminal(sample({ usefulness: { needed: 15, decided: 21 } }))).toContain(
      '15 of 21 breaks that people decided on needed a test (71%)',
    );
  });
});

describe('what somebody accepted', () => {
  const accepted = decidedAudit(sample(), [decided('07182930')]);

  test('is no longer among what the change made worse', () => {
    const text = terminal(accepted);
    expect(text).not.toContain('07182930');
    expect(text).toContain('this change leaves 7 breaks unnoticed: 2 in new code, 4 noticed before');
  });
});

describe('the summary for a pull request', () => {
  test('has what is worse first, the rest folded, and links into the page', () => {
    const text = renderMarkdown(sample());
    expect(text).toContain(`
**This change leaves 8 breaks unnoticed: 2 in new code, 5 noticed before, 1 noticed only by the tests from before.**

- [\`send\`](index.html#/function/f-send) \`src/mail.ts:1\`: [deleted body](index.html#/mutant/85960718), new code, no test reaches it
- [\`Cart.total\`](index.html#/function/f-total) \`src/cart.ts:15\`: [deleted body](index.html#/mutant/07182930), noticed before by \`cart > has a total\` (edited)
`);
    expect(text).toContain(`
<details><summary>4 more on the same lines or in the same functions; 1 more that seldom need a test: the text of an error message (1)</summary>

- [`);
    expect(text).toContain(
      '- edited [`cart > has a total`](index.html#/test/t-total) `test/cart.test.ts`: **no break of what it runs makes it fail (swallows failure)**; passes with the code from before too\n',
    );
    expect(text).toContain('- deleted: `money > takes a whole discount` `test/money.test.ts`\n');
    expect(text).not.toContain('## Functions, worst first');
  });

  test('has at most seven breaks before what unfolds, and thirty in it', () => {
    const text = renderMarkdown(ranked(largeChange(60)));
    const [before = '', inside = ''] = text.split('<details>');
    expect(before.match(/^- .*#\/mutant\//gm)).toHaveLength(7);
    expect(inside.split('</details>')[0]?.match(/^- .*#\/mutant\//gm)).toHaveLength(30);
    expect(inside).toContain('- [31 more](index.html#/change)\n');
    expect(inside).toMatch(/^<summary>56 more; 4 more on the same lines/);
  });

  test('lists everything where it is not known what is new', () => {
    expect(renderMarkdown(sample({ base: failed }))).toContain('## Functions, worst first');
  });

  test('lets no name be more than a name', () => {
    const evil = '</summary><img src=x> @team #1 [a](b) `x`';
    const audit = sample({ testsGone: [{ file: evil, name: evil, why: 'deleted' }] });
    audit.change!.unnoticed[0]!.arid = evil;
    audit.change!.base.ref = evil;
    const text = renderMarkdown(audit).replaceAll(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    // Where HTML stands, nothing is read as Markdown.
    expect(text.replace(/<summary>.*/, '')).not.toContain('[a](b)');
    expect(text).not.toMatch(/<img|@team|#1/);
    expect(text.match(/<\/summary>/g)).toHaveLength(1);
  });
});

test('realcov show says why a break counts as worse', () => {
  const shown = (id: string) => renderMutantDiff(sample(), id, undefined, { colors: false });
  expect(shown('e1526374')).toContain(
    '\nMade worse by the change: noticed before by "money > takes a whole discount" (deleted).\n',
  );
  expect(shown('b2c3d4e5')).not.toContain('Made worse');
});

test('--json has the figures, what to look at first and the command that shows it', () => {
  const { change } = summary(ranked(largeChange(20)));
  expect(change).toMatchObject({
    base: { ref: 'main', compared: 'run' },
    changed: { sources: 3, tests: 2, others: 1 },
    coverage: { killed: 3, valid: 10, percent: 30 },
    unnoticed: { 'new-survivor': 27, 'lost-kill': 1, old: 2, unknown: 1 },
    more: 21,
    arid: 1,
    testsWithoutWitness: 2,
  });
  expect(change?.first).toHaveLength(7);
  expect(change?.first[1]).toEqual({
    id: '07182930',
    kind: 'new-survivor',
    file: 'src/cart.ts',
    line: 15,
    function: 'Cart.total',
    break: 'deleted body',
    status: 'survived',
    isNewCode: false,
    noticedBefore: [{ file: 'test/cart.test.ts', name: 'cart > has a total' }],
    show: 'realcov show 07182930',
  });
  expect(change?.tests.map(({ witness }) => witness?.break)).toEqual([
    undefined,
    undefined,
    'deleted body',
    'deleted body',
  ]);
  expect(change?.fell[0]).toMatchObject({ before: 'tested', now: 'pseudo-tested' });
});

test('names steer no report of a change', () => {
  const audit = hostile(sample({ usefulness: { needed: 1, decided: 2 } }));
  for (const verbose of [true, false]) expectHarmless(terminal(audit, verbose));
  expectHarmless(renderHeadline(audit, { colors: false }));
  expectHarmless(renderMarkdown(audit));
  for (const { id } of audit.mutants) expectHarmless(renderMutantDiff(audit, id, '', { colors: false }));
  expectHarmless(terminal(hostile(sample({ base: { ...failed, reason: 'red' } }))));
});
