import { expect, test } from 'vitest';
import type { Match, Outcome } from '../../../bench/compare.ts';
import { explain, rightOf, truthText } from '../../../bench/differences.ts';
import type { Truth } from '../../../bench/truth.ts';

const noticed: Truth = { outcome: 'noticed', by: ['cart > adds up'] };
const unnoticed: Truth = { outcome: 'unnoticed' };

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

test.each<[string, Outcome, Outcome, Truth | undefined]>([
  ['realcov', 'noticed', 'unnoticed', noticed],
  ['stryker', 'noticed', 'unnoticed', unnoticed],
  ['stryker', 'unclear', 'noticed', noticed],
  ['neither', 'unclear', 'unnoticed', noticed],
  ['unknown', 'noticed', 'unnoticed', { outcome: 'unclear', why: 'red, then green' }],
  ['unknown', 'noticed', 'unnoticed', undefined],
])('%s is right when realcov says %s, StrykerJS %s', (right, realcov, stryker, truth) => {
  expect(rightOf(match([realcov, ''], [stryker, '']), truth)).toBe(right);
});

test("realcov's own reason is given where it gives no verdict", () => {
  const doubted = match(['unclear', 'unproven', 'a.test.ts did not run to its end'], ['noticed', 'Killed']);
  expect(explain(doubted, 'stryker')).toBe('realcov gives no verdict: a.test.ts did not run to its end');
});

test('a static mutant that survives under StrykerJS only is told from one that runs later', () => {
  const survivor = (note: string) =>
    explain(match(['noticed', 'killed'], ['unnoticed', 'Survived', note]), 'realcov');
  expect(survivor('static')).toContain('while the sources load');
  expect(survivor('covered by 3')).not.toContain('while the sources load');
});

test('the blame is not put on StrykerJS where plain Vitest agrees with it', () => {
  const wrong = match(['noticed', 'killed'], ['unnoticed', 'Survived']);
  expect(explain(wrong, 'stryker')).toBe('realcov is wrong');
  expect(explain(wrong, 'unknown')).toBe('not known');
});

test('the truth is told with the tests that show it', () => {
  expect(truthText(noticed)).toBe('noticed by cart > adds up');
  expect(truthText(unnoticed)).toBe('unnoticed');
});
