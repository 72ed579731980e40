import assert from 'node:assert';
import { expect, test } from 'vitest';
import { AssertionCount } from '../../../src/lab/worker/assertion-count.ts';

const assertion = { matcher: 'toBe', subject: 1, args: [1], negated: false, throws: false };

test('what a matcher asserts itself is not counted again, by node:assert neither, also after a matcher that fails', () => {
  const count = new AssertionCount({ onAssertion() {}, isSource: () => false, isMock: () => false });
  const nested = () => {
    count.within(() => count.add(assertion));
    count.add(assertion);
    assert.ok(true);
    expect(count.counts).toBe(false);
  };
  count.begin();
  count.add(assertion);
  count.within(nested);
  expect(() =>
    count.within(() => {
      throw new Error('it fails');
    }),
  ).toThrow('it fails');
  assert.ok(true);
  expect(count.counts).toBe(true);
  expect(count.end()?.made).toBe(2);
  expect(count.counts).toBe(false);
});
