import { expect, test } from 'vitest';
import type { Expect } from '../../../../src/lab/jest/worker/circus.ts';
import { hasSnapshots, SnapshotNumbers } from '../../../../src/lab/jest/worker/snapshot-numbers.ts';

function stateWith(counters: [string, number][], stored: string[] = []) {
  const snapshotState = {
    _counters: new Map(counters),
    _snapshotData: Object.fromEntries(stored.map((key) => [key, ''])),
    clear() {
      this._counters = new Map();
    },
  };
  const owner: Expect = { getState: () => ({ snapshotState }) };
  return { owner, snapshotState };
}

test('each turn of a test counts its snapshots from where the test of the same name before it ended', () => {
  const { owner, snapshotState } = stateWith([['fails', 2]]);
  const numbers = new SnapshotNumbers(() => owner);
  for (const turn of [1, 2]) {
    numbers.begin();
    expect([turn, snapshotState._counters]).toEqual([turn, new Map([['fails', 2]])]);
    snapshotState._counters.set('fails', 3);
  }
});

test('a test has stored snapshots if one of them begins with its name', () => {
  const { owner } = stateWith([], ['words > fails 1']);
  expect(hasSnapshots(owner, 'words > fails')).toBe(true);
  expect(hasSnapshots(owner, 'words > passes')).toBe(false);
  expect(hasSnapshots(undefined, 'words > fails')).toBe(false);
});
