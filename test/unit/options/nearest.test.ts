import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../../src/options/nearest.ts';

const names = ['EmptyBody', 'CallRemoval', 'ThrowRemoval'];

test.each([
  ['EmptyBdoy', 'EmptyBody'],
  ['emptybody', 'EmptyBody'],
  ['CallRemovals', 'CallRemoval'],
])('a mistyped %s means %s', (typed, meant) => {
  expect(nearest(typed, names)).toBe(meant);
});

test('a name that is like none of them means none', () => {
  expect(nearest('Something', names)).toBeUndefined();
  expect(didYouMean('Something', names)).toBe('');
});

test('the suggestion is a question that follows the message', () => {
  expect(didYouMean('ThrowRemval', names)).toBe(' (did you mean "ThrowRemoval"?)');
});

test('a short name is not taken for another just because both are short', () => {
  expect(nearest('xyz', ['all'])).toBeUndefined();
});
