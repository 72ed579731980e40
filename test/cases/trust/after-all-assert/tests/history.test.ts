import { afterAll, expect, test } from 'vitest';
import { close, history, open } from '../src/history';

afterAll(() => {
  expect(history()).toEqual(['opened', 'closed']);
});

test('opens', () => {
  open();
  expect(history()).toHaveLength(1);
});

test('closes', () => {
  close();
});
