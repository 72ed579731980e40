import { expect, test } from 'vitest';
import type { Match, Outcome } from '../../../bench/compare.ts';
import { explain, standingOf, truthText } from '../../../bench/differences.ts';
import type { Truth } from '../../../src/model/reproduction.ts';

const failure = { file: 'cart.test.ts', test: 'cart > adds up', message: '' };
const noticed: Truth = { outcome: 'noticed', failures: [failure] };
const unnoticed: Truth = { outcome: 'unnoticed', failures: [] };

function match(realcov: [Outcome, string, string?], stryker: [Outcome, string, string?]): Match {
  const mutant = ([outcome, status, note]: [Outcome, string, string?]) => ({
    file: 'src/cart.ts',
    location: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
    mutator: 'Regex',
    replacement: '',
    outcome,
    status,
    ...(note !== undefined && { note }),
  });
  return { realcov: mutant(realcov), stryker: mutant(stryker) };
}

test.each<[string, Outcome, Truth | undefined]>([
  ['right', 'noticed', noticed],
  ['right', 'unnoticed', unnoticed],
  ['wrong', 'noticed', unnoticed],
  ['wrong', 'unnoticed', noticed],
  ['no verdict', 'unclear', noticed],
  ['not known', 'noticed', { outcome: 'unclear', failures: [], why: 'red, then green' }],
  ['not known', 'noticed', undefined],
])('a tool is %s when it says %s and plain Vitest %j', (standing, outcome, truth) => {
  expect(standingOf(outcome, truth)).toBe(standing);
});

test("realcov's own reason is given where it gives no verdict", () => {
  const doubted = match(['unclear', 'unproven', 'a.test.ts did not run to its end'], ['noticed', 'Killed']);
  expect(explain(doubted, noticed)).toBe('realcov gives no verdict: a.test.ts did not run to its end');
});

test('a static mutant that survives under StrykerJS only is told from one that runs later', () => {
  const survivor = (note: string) =>
    explain(match(['noticed', 'killed'], ['unnoticed', 'Survived', note]), noticed);
  expect(survivor('static, covered by 3')).toContain('while the sources load');
  expect(survivor('covered by 3')).not.toContain('while the sources load');
});

test('the blame goes to the tool that plain Vitest contradicts, to both if need be', () => {
  const wrong = match(['noticed', 'killed'], ['unnoticed', 'Survived']);
  expect(explain(wrong, unnoticed)).toBe('a bug in realcov');
  expect(explain(wrong, undefined)).toBe('not known why');
  const both = match(['unclear', 'unproven', 'not run'], ['noticed', 'Timeout']);
  expect(explain(both, unnoticed)).toMatch(/realcov gives no verdict: not run; StrykerJS ran out of time/);
});

test('the truth is told with the tests that show it', () => {
  expect(truthText(noticed)).toBe('noticed by cart > adds up');
  expect(truthText(unnoticed)).toBe('unnoticed');
});
