import { colour, cost, fromSetup, greeting } from '~/setup';

test('globals of the set-up', () => {
  expect(cost(2)).toBe(6);
  (expect(cost(4)) as unknown as { toBeEven(): void }).toBeEven();
});

test('global set-up', () => {
  expect(fromSetup()).toBe('set up');
});

test('variables of the script', () => {
  expect(greeting()).toBe('hello worker');
  expect(colour()).toBe('colours');
});
