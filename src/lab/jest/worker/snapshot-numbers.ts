import type { Expect } from './circus.ts';

/**
 * The numbers that Jest gives to snapshots of one name. Each turn of a test begins with those that its first one began with:
 * tests of the same name go on counting where the one before them ended.
 */
export class SnapshotNumbers {
  readonly #expect: () => Expect | undefined;
  #first: Map<string, number> | undefined;

  constructor(expect: () => Expect | undefined) {
    this.#expect = expect;
  }

  begin(): void {
    const state = this.#expect()?.getState().snapshotState;
    if (!state) return;
    this.#first ??= new Map(state._counters);
    state.clear?.();
    if (state._counters) state._counters = new Map(this.#first);
  }
}

/** Whether there are stored snapshots of tests with this name. */
export function hasSnapshots(expect: Expect | undefined, name: string): boolean {
  const stored = Object.keys(expect?.getState().snapshotState?._snapshotData ?? {});
  return stored.some((key) => key.startsWith(name));
}
