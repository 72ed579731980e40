import { expect, test } from 'vitest';
import { parseOptions } from '../../../bench/options.ts';

test('without arguments the comparison is on the default project, with two processes', () => {
  expect(parseOptions([])).toMatchObject({ mode: 'compare', project: undefined, paths: [], concurrency: 2 });
});

test('the first argument is the project, the others are paths in it', () => {
  expect(parseOptions(['../ufo', 'src/url.ts', 'src/query.ts'])).toMatchObject({
    project: '../ufo',
    paths: ['src/url.ts', 'src/query.ts'],
  });
});

test('globs are split at commas, but not at those in braces', () => {
  const { tests } = parseOptions(['--tests', 'test/{a,b}.test.ts, test/c.test.ts']);
  expect(tests).toEqual(['test/{a,b}.test.ts', 'test/c.test.ts']);
});

test.each([
  [['--concurrency', '0'], '--concurrency expects a whole number from 1, not 0'],
  [['--max-truths', 'many'], '--max-truths expects a whole number from 0, not many'],
  [['--fast'], '--fast'],
])('%j is refused', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});
