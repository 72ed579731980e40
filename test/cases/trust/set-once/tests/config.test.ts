import { expect, test } from 'vitest';
import { config } from '../src/config';

test('warns', () => {
  expect(config().level).toBe('warn');
});

test('goes six levels down', () => {
  expect(config().depth).toBe(6);
});
