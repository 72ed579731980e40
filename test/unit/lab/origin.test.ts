import assert from 'node:assert';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Origin } from '../../../src/lab/worker/origin.ts';
import { at } from '../../../src/model/at.ts';

const source = fileURLToPath(new URL('../../../src/model/at.ts', import.meta.url));

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
  expect(origin.isThrownBySource(thrownBy(() => at([], 1)))).toBe(true);
  expect(new Origin([]).isThrownBySource(thrownBy(() => at([], 1)))).toBe(false);
  expect(origin.isThrownBySource(thrownBy(() => expect(1).toBe(2)))).toBe(false);
  expect(origin.isThrownBySource(thrownBy(() => assert.equal(1, 2)))).toBe(false);
  expect(origin.isThrownBySource(new Error('by hand'))).toBe(false);
  expect(origin.isThrownBySource('no error')).toBe(false);
});

test('an error keeps a stack that can be read', () => {
  const error = thrownBy(() => at([], 1)) as Error;
  const { prepareStackTrace } = Error;
  new Origin([source]).isThrownBySource(error);
  expect(Error.prepareStackTrace).toBe(prepareStackTrace);
});
