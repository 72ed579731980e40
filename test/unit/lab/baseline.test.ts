import http from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { Baseline } from '../../../src/lab/worker/baseline.ts';

const world = globalThis as unknown as Record<string, unknown>;
const matchers: Record<string, unknown> = { toBe: 1 };
const baseline = new Baseline([matchers], /^$/);

afterEach(() => {
  baseline.restore();
});

test('what a load replaced comes back, and what it added to the language and to matchers goes', () => {
  const { floor } = Math;
  const { get } = http;
  const { structuredClone } = globalThis;
  Math.floor = () => 7;
  http.get = (() => {}) as unknown as typeof http.get;
  world.structuredClone = () => 'copy';
  Reflect.set(Array.prototype, 'last', () => {});
  matchers.toGreet = 2;
  expect(baseline.restore()).toBe(true);
  expect([Math.floor, http.get, world.structuredClone]).toEqual([floor, get, structuredClone]);
  expect('last' in Array.prototype).toBe(false);
  expect(matchers).toEqual({ toBe: 1 });
});

test('what the file has added to the language stays between its tests, and what a test adds goes', () => {
  Reflect.set(String.prototype, 'shout', () => {});
  baseline.loaded();
  Reflect.set(String.prototype, 'whisper', () => {});
  expect(baseline.restoreLanguage()).toBe(true);
  expect(['shout' in String.prototype, 'whisper' in String.prototype]).toEqual([true, false]);
});

test('what cannot be taken away is told', () => {
  const fixed = {};
  const own = new Baseline([fixed], /^$/);
  Object.defineProperty(fixed, 'stays', { value: 1 });
  expect(own.restore()).toBe(false);
});
