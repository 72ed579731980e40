import { beforeEach, describe, expect, test } from 'vitest';
import { Desk, limits, registerAll } from '../src/registry.ts';

describe('what is registered in a hook, which some breaks make throw', () => {
  let names: Set<string>;
  beforeEach(() => {
    names = new Set();
    registerAll(names);
  });

  test('[hollow] has a name each', () => {
    for (const name of names) expect(typeof name).toBe('string');
  });
  test('[ok] is all there', () => {
    expect([...names]).toEqual(['buy', 'sell']);
  });
});

describe('what a source makes as it loads, beside a hook', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk(['Ann', 'Bob']);
  });

  test('[ok] has a first', () => {
    expect(desk.first()).toBe('Ann');
  });
  test('[ok] a static address', () => {
    expect(Desk.address).toBe('Main Street 1');
  });
  test('[ok] limits', () => {
    expect(limits).toEqual({ small: 3, large: 30 });
  });
  test('[hollow] nothing of the desk', () => {
    expect(String(desk)).toContain('object');
  });
});
