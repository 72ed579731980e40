import { beforeEach, describe, expect, test } from 'vitest';
import { registerAll } from '../src/registry.ts';

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
