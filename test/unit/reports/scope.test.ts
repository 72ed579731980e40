import { expect, test } from 'vitest';
import { renderHeadline, renderMarkdown, renderTerminal, summary } from '../../../reports/index.ts';
import { scopeWords } from '../../../reports/scope.ts';
import type { Audit, Part } from '../../../src/model/audit.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const nothing = {
  realCoverage: { killed: 0, valid: 0, percent: null, percentWithoutTimeouts: null },
  claimedCoverage: { covered: 0, valid: 0, percent: null },
};

test.each<[Part | undefined, string]>([
  [undefined, ''],
  [{ paths: ['src/a.ts'] }, ' of src/a.ts'],
  [{ paths: ['a', 'b', 'c', 'd', 'e'] }, ' of a, b, c, 2 more'],
  [{ paths: ['src/a.ts'], function: 'total' }, ' of function total in src/a.ts'],
  [{ since: 'main' }, ' of what changed since main'],
  [{ staged: true }, ' of what is staged'],
  [{ diff: 'fix.diff', paths: ['src'] }, ' of what changed with fix.diff in src'],
  [{ since: 'main', function: 'total', paths: ['src'] }, ' of function total in src, changed since main'],
  [{ tests: ['ai/**'] }, ' by the tests ai/**'],
  [{ mutators: ['EmptyBody'], paths: ['src'] }, ' of src with only the mutators EmptyBody'],
  [{ excludeMutators: ['EmptyBody'] }, ' without the mutators EmptyBody'],
  [{ paths: ['a\x1b[2Jb'] }, ' of a\\u001b[2Jb'],
])('what %j leaves is said%s', (part, words) => {
  expect(scopeWords(sampleAudit(part && { part }))).toBe(words);
});

/** How each form begins, or where it comes to its result. */
function results(changes: Partial<Audit>): string[] {
  const audit = sampleAudit({ gate: { status: 'none', reasons: [] }, ...changes });
  const plain = { colors: false, verbose: false, times: false };
  return [
    renderTerminal(audit, plain).match(/^(real coverage|nothing to check).*/m)?.[0] ?? '',
    renderHeadline(audit, plain).split('\n')[0] ?? '',
    renderMarkdown(audit).split('\n')[0] ?? '',
  ];
}

test('an audit of a part says so where its result stands, in every form', () => {
  for (const line of results({ part: { since: 'main' } }))
    expect(line).toContain('real coverage 44% of what changed since main');
  expect(summary(sampleAudit({ part: { since: 'main' } })).part).toEqual({ since: 'main' });
});

test('where nothing was judged there is no percentage, in any form', () => {
  for (const line of results({ ...nothing, part: { paths: ['src/a.ts'] } })) {
    expect(line).toContain('real coverage not measured: no break of src/a.ts was judged');
    expect(line).not.toContain('%');
  }
  expect(summary(sampleAudit(nothing))).toMatchObject({ theaterGap: null, realCoverage: { percent: null } });
});

test.each([
  [{ since: 'main' }, 'has changed since main'],
  [{ staged: true }, 'is staged'],
  [{ diff: 'fix.diff' }, 'has changed with fix.diff'],
])('where nothing changed there is nothing to check: %o', (options, words) => {
  const changes = { ...nothing, unchanged: true as const, options, mutants: [] };
  for (const line of results(changes))
    expect(line).toContain(`nothing to check: nothing that can be broken ${words}`);
});

test('only a gate that was set can have passed', () => {
  const gate = (status: Audit['gate']['status'], reasons: string[] = []) =>
    renderTerminal(sampleAudit({ gate: { status, reasons } }), {
      colors: false,
      verbose: false,
      times: false,
    }).match(/^gate +(.*)/m)?.[1];
  expect(gate('none')).toBe('no gate set');
  expect(gate('passed')).toBe('passed');
  expect(gate('undecided', ['no break was judged'])).toBe('not decided: no break was judged');
  expect(gate('nothing-to-check')).toBe('nothing to check');
});

test('a short report names a configuration that is not read: the gate may be in there', () => {
  const notices = [
    { kind: 'config-unread' as const, file: 'realcov.config.ts', message: 'it is not read' },
    { kind: 'suite' as const, message: 'something else' },
  ];
  expect(renderHeadline(sampleAudit({ notices }), { colors: false }).split('\n')[1]).toBe(
    'realcov.config.ts: it is not read',
  );
});

test('a short report says what keeps it from being taken for a good one', () => {
  const audit = sampleAudit({
    complete: false,
    gate: { status: 'undecided', reasons: ['the audit was interrupted'] },
  });
  expect(renderHeadline(audit, { colors: false }).split('\n').slice(1, 3)).toEqual([
    'incomplete: not every break was judged, and the figures are of those that were',
    'gate not decided: the audit was interrupted',
  ]);
  expect(renderMarkdown(audit)).toContain('**The gate is not decided:** the audit was interrupted');
});

test('tests that were left out are counted where the result stands, in every form', () => {
  const leftOut = [
    { file: 'a.test.ts', test: '', why: 'red' as const },
    { file: 'b.test.ts', test: 'shaky', why: 'flaky' as const },
    { file: 'b.test.ts', test: 'slow', why: 'only-plain' as const },
  ];
  for (const line of results({ leftOut }))
    expect(line).toContain('real coverage 44%, with 1 test file and 2 tests left out');
  expect(renderHeadline(sampleAudit({ leftOut, ...nothing }), { colors: false })).toContain(
    'was judged, with 1 test file and 2 tests left out',
  );
});
