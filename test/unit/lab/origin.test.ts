import assert from 'node:assert';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Origin } from '../../../src/lab/worker/origin.ts';
import { itemAt } from '../../../src/model/item-at.ts';

const source = fileURLToPath(new URL('../../../src/model/item-at.ts', import.meta.url));

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it does not throw');
}

test('what a source throws is told from what this file states', () => {
  const origin = new Origin([source]);
  expect(origin.isThrownBySource(thrownBy(() => itemAt([], 1)))).toBe(true);
  expect(new Origin([]).isThrownBySource(thrownBy(() => itemAt([], 1)))).toBe(false);
  expect(origin.isThrownBySource(thrownBy(() => expect(1).toBe(2)))).toBe(false);
  expect(origin.isThrownBySource(thrownBy(() => assert.equal(1, 2)))).toBe(false);
  expect(origin.isThrownBySource(new Error('by hand'))).toBe(false);
  expect(origin.isThrownBySource('no error')).toBe(false);
});

test('an error keeps a stack that can be read', () => {
  const error = thrownBy(() => itemAt([], 1)) as Error;
  const { prepareStackTrace } = Error;
  new Origin([source]).isThrownBySource(error);
  expect(Error.prepareStackTrace).toBe(prepareStackTrace);
});

test.each([
  ['TypeError: no\n    at at (/p/src/a.ts:1:2)\n    at /p/test/a.test.ts:3:4', true],
  ['TypeError: no\n    at file:///p/src/a.ts:1:2', true],
  ['TypeError: no\n    at /p/src/a.ts?v=1:1:2', true],
  [
    'TypeError: no\n    at Map.get (<anonymous>)\n    at node:fs:1:2\n    at /p/node_modules/x/i.js:1:2\n    at new A (/p/src/a.ts:1:2)',
    true,
  ],
  ['TypeError: no\n    at /p/test/a.test.ts:3:4\n    at at (/p/src/a.ts:1:2)', false],
  ['TypeError: (/p/src/a.ts:1:2)\n    at /p/test/a.test.ts:3:4', false],
  ['TypeError: no', false],
])('a report of %s comes from the source: %s', (stack, expected) => {
  const origin = new Origin(['/p/src/a.ts']);
  expect(origin.wasThrownBySource({ name: 'TypeError', stack })).toBe(expected);
  expect(origin.wasThrownBySource({ name: 'AssertionError', stack })).toBe(false);
});
