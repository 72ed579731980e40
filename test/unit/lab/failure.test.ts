import { expect, test } from 'vitest';
import { failureText, killOf } from '../../../src/lab/rounds/failure.ts';
import { cleanRun } from '../../helpers/run.ts';

const file = { path: '/home/me/shop/test/cart.test.ts', file: 'test/cart.test.ts' };

test('a message is one line without control characters, and cut where it is long', () => {
  expect(failureText(file, 'expected\n\t1 to be\u009b 2\u202e')).toBe('expected 1 to be\\u009b 2\\u202e');
  const long = failureText(file, 'x'.repeat(5_000));
  expect(long).toBe(`${'x'.repeat(300)}…`);
});

test('it does not say where the project is on this machine', () => {
  expect(failureText(file, "no '/home/me/shop/src/cart.ts' in /home/me/shop/src")).toBe(
    "no 'src/cart.ts' in src",
  );
  expect(failureText({ path: '/a.test.ts', file: 'a.test.ts' }, 'a/b')).toBe('a/b');
});

test('a kill has what there is of it', () => {
  const [first] = cleanRun([1]).files;
  expect(killOf(first!, undefined, false)).toEqual({});
  expect(killOf(first!, 'no', true)).toEqual({ thrown: true, error: 'no' });
});
