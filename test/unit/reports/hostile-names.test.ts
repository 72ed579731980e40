import { expect, test } from 'vitest';
import {
  printedJson,
  renderCharacterizationTests,
  renderComparison,
  renderContracts,
  renderDecided,
  renderDecisions,
  renderGenerated,
  renderHeadline,
  renderHistory,
  renderMarkdown,
  renderMutantDiff,
  renderPrompts,
  renderReproduction,
  renderStale,
  renderTerminal,
  renderTest,
} from '../../../reports/index.ts';
import { renderList } from '../../../src/commands/list.ts';
import { compare } from '../../../src/judge/compare.ts';
import type { Audit } from '../../../src/model/audit.ts';
import type { Generated } from '../../../src/model/generated.ts';
import type { Reproduction } from '../../../src/model/reproduction.ts';
import { decided } from '../../helpers/decisions.ts';
import { expectHarmless, hostile } from '../../helpers/hostile.ts';
import { history } from '../../helpers/report-history.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const plain = { colors: false };
const violation = {
  function: 'f-round',
  name: 'round',
  file: 'src/money.ts',
  line: 1,
  clause: 'Rounds.',
  input: 'round(1)',
  expected: '1',
  actual: '2',
  tests: ['a', 'b'] as [string, string],
};
const seen: Reproduction = {
  mutant: 'a7182930',
  outcome: 'noticed',
  failures: [{ file: 'test/money.test.ts', test: 'rounds', message: 'no' }],
  testFiles: ['test/money.test.ts'],
  test: 't-round',
  notFailing: ['t-round'],
  agrees: false,
};
const unclear: Reproduction = { ...seen, outcome: 'unclear', why: 'red without any break' };

function fullAudit(): Audit {
  const audit = sampleAudit();
  const [first] = audit.tests;
  const { id: testId, name, file, line } = first!;
  const about = { testId, test: name, file, line, reproduce: 'realcov reproduce x' };
  const ignored = { ...audit.findings[0]!, ignored: 'next month' };
  return {
    ...audit,
    findings: [
      ...audit.findings,
      ignored,
      { ...about, kind: 'flaky', severity: 'warning', evidence: { passed: 1, failed: 1, error: 'no' } },
      {
        ...about,
        kind: 'copy-paste',
        severity: 'warning',
        evidence: { twins: ['a', 'b', 'c'], of: 'adds', kills: 2, table: '--- a\n+++ b' },
      },
    ],
    leads: [{ smell: 'caught', testId, test: name, file, line }],
    mutants: audit.mutants.map((mutant) => ({ ...mutant, failure: 'expected 1 to be 2' })),
    functions: audit.functions.map((fn) => ({ ...fn, contract: 'none' })),
    violations: [violation],
    verification: { seed: 1, reproductions: [seen, unclear] },
  };
}

const audit = hostile(fullAudit());

test.each([true, false])('names steer no report on the terminal, in full: %s', (verbose) => {
  const options = { colors: false, verbose, times: true, outFiles: hostile(['audit.json']) };
  expectHarmless(renderTerminal(audit, options));
  expectHarmless(renderHeadline(audit, plain));
});

test('names steer neither show nor explain nor reproduce', () => {
  for (const { id } of audit.mutants) expectHarmless(renderMutantDiff(audit, id, '', plain));
  for (const each of audit.tests) expectHarmless(renderTest(audit, each, plain));
  for (const each of [seen, unclear, { ...seen, agrees: true }])
    expectHarmless(
      renderReproduction(audit, hostile(each), { ...plain, runner: { name: 'vitest', version: '5.0.0' } }),
    );
});

test('names in the head of a diff are quoted as git does it', () => {
  const file = 'src/a\n\u001b"\\\u202e.ts';
  const [mutant] = sampleAudit().mutants;
  const at = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  const one = { ...mutant!, file, location: at, original: 'a', replacement: 'b' };
  const text = renderMutantDiff(sampleAudit({ mutants: [one] }), one.id, 'a\n', plain);
  const quoted = String.raw`src/a\n\033\"\\\342\200\256.ts"`;
  expect(text.split('\n').slice(0, 3)).toEqual([`--- "a/${quoted}`, `+++ "b/${quoted}`, '@@ -1,1 +1,1 @@']);
  expectHarmless(text);
});

test('names steer no comparison, no summary and no history', () => {
  const before: Audit = { ...audit, mutants: [], functions: [], findings: [], tests: [] };
  for (const [old, current] of [
    [before, audit],
    [audit, before],
    [{ ...audit, mutants: audit.mutants.map((mutant) => ({ ...mutant, status: 'killed' as const })) }, audit],
  ] as const) {
    const comparison = compare(old, current);
    expectHarmless(renderComparison(comparison, { before: old, after: current }, plain));
    expectHarmless(renderMarkdown(current, { comparison }));
  }
  expectHarmless(renderHistory(hostile(history), { colors: false, width: 100 }));
});

test('names steer no list of decisions', () => {
  const decisions = hostile([decided('e1526374')]);
  expectHarmless(renderDecisions(decisions, plain));
  const kept = { colors: false, file: '.realcov/accepted.json', entries: 1, isIgnored: true };
  for (const removed of [true, false]) expectHarmless(renderDecided(decisions, { ...kept, removed }));
  const stale = [{ decision: decisions[0]!, why: 'gone' as const }];
  expectHarmless(renderStale(stale, { colors: false, checked: 1, isWhole: true }));
});

test('names steer nothing that generate and contract print', () => {
  const generated: Generated = {
    writer: 'model',
    model: 'one',
    cost: { requests: 1, cached: 0, inputTokens: 1, outputTokens: 1 },
    violations: [violation],
    targeted: 12,
    noticed: 9,
    reach: { targeted: 11, noticed: 9 },
    accepted: [{ test: 'go', file: 'test/go.test.ts', notices: ['m1'] }],
    rejected: [{ test: 'a', file: 'test/go.test.ts', reason: 'red' }],
    same: [{ mutant: 'm2', inputs: 400 }],
    left: [{ function: 'Cart.total', file: 'src/cart.ts', breaks: 1, reason: 'it is a method' }],
    files: [{ file: 'test/go.test.ts', before: 'a\n', after: 'a\nb\n' }],
    seconds: 3,
  };
  for (const written of [[], ['test/go.test.ts']])
    expectHarmless(
      renderGenerated(hostile(generated), { colors: false, times: true, written: hostile(written) }),
    );
  const shown = { file: 'src/cart.ts', name: 'total', isThere: true, contractFile: 'src/cart.contract.md' };
  const gaps = [{ kind: 'short' as const, message: 'too short' }];
  const contracts = [
    { ...shown, gaps, contract: { text: 'Adds.', from: 'file' as const }, draft: undefined },
    { ...shown, gaps, contract: undefined, draft: undefined },
    { ...shown, gaps, contract: undefined, draft: undefined, isThere: false },
  ];
  for (const written of [[], ['src/cart.contract.md']])
    expectHarmless(renderContracts(hostile(contracts), { colors: false, written: hostile(written) }));
  expectHarmless(renderCharacterizationTests(hostile([{ file: 'a.test.ts', line: 1, test: 'a' }])));
  expectHarmless(
    renderPrompts(hostile([{ about: 'a', instructions: 'b', input: 'c' }])).replaceAll('\nFORGED', ''),
  );
});

test('names steer no list of breaks', () => {
  const { functions, mutants, notices } = audit;
  const project = { name: 'shop', vitest: '5.0.0', files: 1 };
  const units = functions.map((fn) => ({ ...fn, location: mutants[0]!.location, parameters: [] }));
  expectHarmless(
    renderList({ project, functions: units as never, mutants: mutants as never, notices }, plain),
  );
});

test('printed JSON says the same, and steers no terminal', () => {
  const text = printedJson(audit);
  expectHarmless(text);
  expect(JSON.parse(text)).toEqual(audit);
});

test('a name that is no text at all still has its link', () => {
  const functions = sampleAudit().functions.map((fn) => ({ ...fn, id: '\ud800' }));
  expect(renderMarkdown(sampleAudit({ functions }))).toContain('#/function/%EF%BF%BD');
});
