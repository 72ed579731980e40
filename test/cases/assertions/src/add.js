import assert from 'node:assert';

export function add(a, b) { return a + b; }
export function fail() { throw new Error('no'); }

export function safeAdd(a, b) {
  assert.equal(typeof a, 'number');
  return a + b;
}
