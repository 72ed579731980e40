import { describe, expect, test } from 'vitest';
import { auditAnswer } from '../../../reports/agents/audit.ts';
import { boundedLines, boundedText, maxAnswer } from '../../../reports/agents/bounds.ts';
import { survivorLines } from '../../../reports/agents/survivors.ts';
import type { Audit, AuditedMutant } from '../../../src/model/audit.ts';
import type { Change, UnnoticedOfChange } from '../../../src/model/change.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const all = { from: 1, limit: 50 };
const unnoticed = (audit: Audit): AuditedMutant[] =>
  audit.mutants.filter(
    ({ status, level }) =>
      (status === 'survived' || status === 'no-coverage') && (level === 'function' || level === 'statement'),
  );
const idsIn = (lines: string[]) => lines.flatMap((line) => /^([0-9a-f]{6,}) {2}/.exec(line)?.[1] ?? []);

function changed(audit: Audit, entries: Omit<UnnoticedOfChange, 'id'>[], more: Partial<Change> = {}): Audit {
  const change: Change = {
    base: { ref: 'main', commit: '0123456789abcdef', compared: 'run' },
    changed: { sources: 1, tests: 1, others: 0 },
    functions: [],
    unnoticed: entries.map((entry, index) => ({ id: unnoticed(audit)[index]!.id, ...entry })),
    tests: [],
    testsGone: [],
    coverage: { killed: 1, valid: 2, percent: 50 },
    ...more,
  };
  return { ...audit, change };
}

describe('the breaks that no test notices', () => {
  test('are each told once, in two lines, with what is known of why', () => {
    const audit = sampleAudit();
    const lines = survivorLines(audit, {}, all);
    expect(idsIn(lines).toSorted()).toEqual(
      unnoticed(audit)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(lines[0]).toBe(`${unnoticed(audit).length} breaks that no test notices:`);
    expect(lines).toHaveLength(1 + 2 * unnoticed(audit).length);
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "10 breaks that no test notices:
      07182930  src/cart.ts:15:30  Cart.total: deleted body
          2 tests run it, none fails; "cart > has a total" would not fail (swallows failure)
      18293041  src/cart.ts:15:30  Cart.total: returns 0
          2 tests run it, none fails; the whole body of its function can be deleted; "cart > has a total" would not fail (swallows failure)
      29304152  src/cart.ts:15:30  Cart.total: returns 1
          2 tests run it, none fails; the whole body of its function can be deleted; "cart > has a total" would not fail (swallows failure)
      30415263  src/cart.ts:18:25  Cart.total: \`1 + tax\` → \`1 - tax\`
          2 tests run it, none fails; the whole body of its function can be deleted; "cart > has a total" would not fail (swallows failure)
      85960718  src/mail.ts:1:75  send: deleted body
          no test runs it
      96071829  src/mail.ts:3:34  send: \`tries++\` → \`tries--\`
          no test runs it
      b2c3d4e5  src/cart.ts:10:9  Cart.add: \`this.items.length >= LIMIT\` → \`this.items.length > LIMIT\`
          2 tests run it, none fails
      e5f60718  src/cart.ts:9:30  Cart.add: removed default \`1\`
          2 tests run it, none fails
      e1526374  src/money.ts:6:22  discount: \`percent <= 100\` → \`percent < 100\`
          2 tests run it, none fails
      c0a1f2e3  src/cart.ts:4:15  outside functions: \`50\` → \`51\`
          1 test runs it, it does not fail"
    `);
  });

  test('are told page by page', () => {
    const audit = sampleAudit();
    const count = unnoticed(audit).length;
    const pages = Array.from({ length: count }, (_, index) =>
      survivorLines(audit, {}, { from: index + 1, limit: 1 }),
    );
    expect(pages.flatMap(idsIn)).toEqual(idsIn(survivorLines(audit, {}, all)));
    expect(pages[0]?.at(-1)).toBe(`and ${count - 1} more (from: 2)`);
    expect(pages.at(-1)?.at(-1)).not.toContain('more');
  });

  test('may be those of a file, a folder or a function', () => {
    const audit = sampleAudit();
    const of = (filter: object) => survivorLines(audit, filter, all).filter((line) => !line.startsWith(' '));
    expect(of({ path: 'src/money.ts' }).slice(1).join()).not.toContain('src/cart.ts');
    expect(of({ path: 'src/' })).toEqual(of({}));
    expect(of({ function: 'total' }).slice(1).join()).toContain('  Cart.total: ');
    expect(of({ function: 'otal' })).toEqual(['No test misses a break here: there is no survivor.']);
    expect(of({ path: 'src/mone' })).toEqual(['No test misses a break here: there is no survivor.']);
    expect(
      of({ function: 'discount' })
        .slice(1)
        .every((line) => line.includes('  discount: ')),
    ).toBe(true);
  });

  test('begin with what a change made worse, and end with what is hardly worth a test', () => {
    const audit = changed(sampleAudit(), [
      { kind: 'old' },
      { kind: 'new-survivor', arid: 'logging' },
      { kind: 'lost-kill', rank: 2, noticedBefore: [{ file: 'a.test.ts', name: 'adds up' }] },
      { kind: 'new-survivor', rank: 1, isNewCode: true },
      { kind: 'unknown' },
    ]);
    const [old, arid, lost, fresh, unknown] = unnoticed(audit).map(({ id }) => id);
    const ids = idsIn(survivorLines(audit, {}, all));
    const known = [fresh, lost, unknown, old, arid];
    expect(ids.filter((id) => known.includes(id))).toEqual(known);
    const text = survivorLines(audit, {}, all).join('\n');
    expect(text).toContain('    in new code; ');
    expect(text).toContain('    tests noticed it before this change, by "adds up"; ');
    expect(text).toContain('hardly worth a test: logging');
    expect(idsIn(survivorLines(audit, { onlyWorse: true }, all))).toEqual([fresh, lost, arid]);
  });
});

describe('the answer to an audit', () => {
  test('is what it comes down to, with what to look at first', () => {
    expect(auditAnswer(sampleAudit())).toMatchInlineSnapshot(`
      "shop: real coverage 44%
      tests notice 8 of 18 breaks · claimed coverage 89% · 1 unproven
      gate: failed: real coverage 44.44% is below the minimum of 60%

      10 breaks that no test notices, the first of them:
      07182930  src/cart.ts:15:30  Cart.total: deleted body
          2 tests run it, none fails; "cart > has a total" would not fail (swallows failure)
      30415263  src/cart.ts:18:25  Cart.total: \`1 + tax\` → \`1 - tax\`
          2 tests run it, none fails; the whole body of its function can be deleted; "cart > has a total" would not fail (swallows failure)
      85960718  src/mail.ts:1:75  send: deleted body
          no test runs it
      96071829  src/mail.ts:3:34  send: \`tries++\` → \`tries--\`
          no test runs it
      b2c3d4e5  src/cart.ts:10:9  Cart.add: \`this.items.length >= LIMIT\` → \`this.items.length > LIMIT\`
          2 tests run it, none fails
      e5f60718  src/cart.ts:9:30  Cart.add: removed default \`1\`
          2 tests run it, none fails
      e1526374  src/money.ts:6:22  discount: \`percent <= 100\` → \`percent < 100\`
          2 tests run it, none fails
      and 3 more: list_survivors

      Tests that would not fail (1):
        swallows failure  test/cart.test.ts:22  cart > has a total: passes although what it calls throws at once: something in the test catches the failure

      Notes (1):
        src/generated.ts: larger than 1 MB; --max-file-size changes the limit"
    `);
  });

  test('says of a change whether anything got worse, and which of its tests notice nothing', () => {
    const audit = sampleAudit();
    const [first] = audit.tests;
    const answer = auditAnswer(
      changed(audit, [{ kind: 'new-survivor', rank: 1 }, { kind: 'old' }], {
        tests: [{ id: first!.id, what: 'added', findings: [] }],
        testsGone: [{ file: 'a.test.ts', name: 'was here', why: 'skipped' }],
      }),
    );
    expect(answer).toContain('since main (0123456): 1 break that no test notices, new or noticed before');
    expect(answer).toContain(`Tests of the change that notice nothing (1):\n  ${first!.file}:`);
    expect(answer).toContain('Tests that are gone (1):\n  a.test.ts was here (skipped)');
    expect(answer).toMatch(
      /1 break that no test notices:\n.*\n.*\nand \d+ that this change did not make worse/,
    );
    expect(auditAnswer(changed(audit, [{ kind: 'old' }]))).toContain(
      'since main (0123456): nothing got worse',
    );
  });

  test('is short, however much there is', () => {
    const audit = sampleAudit();
    const [mutant] = unnoticed(audit);
    const many = Array.from({ length: 5_000 }, (_, n) => ({
      ...mutant!,
      id: `${n}`,
      file: `src/${'deep/'.repeat(200)}x.ts`,
      function: undefined as never,
    }));
    const notices = Array.from({ length: 500 }, (_, n) => ({
      kind: 'suite' as const,
      message: `${n} ${'long '.repeat(500)}`,
    }));
    const huge = { ...audit, mutants: many, notices };
    expect(auditAnswer(huge).length).toBeLessThanOrEqual(maxAnswer + 100);
    expect(auditAnswer(huge)).toContain('and 4999 more: list_survivors');
    const page = boundedText(survivorLines(huge, {}, all).join('\n'));
    expect(page.length).toBeLessThanOrEqual(maxAnswer + 100);
    expect(page).toMatch(/… and \d+ more lines$/);
  });
});

test('lines are cut, and those left out are counted', () => {
  expect(boundedLines(['a'.repeat(500), 'b', 'c'], 404)).toBe(`${'a'.repeat(399)}…\nb\n… and 1 more line`);
});
