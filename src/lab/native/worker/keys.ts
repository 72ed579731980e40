import type { TestKey } from '../../protocol.ts';

/** Keys of a file's tests: names from the outermost suite down, ` #n` from the second of a name on. */
export class Keys<Test> {
  readonly all = new Map<Test, TestKey>();
  readonly #seen = new Map<string, number>();

  /** @param names from the outermost suite down */
  add(test: Test, names: readonly string[]): void {
    const name = names.join(' > ');
    const count = (this.#seen.get(name) ?? 0) + 1;
    this.#seen.set(name, count);
    this.all.set(test, count === 1 ? name : `${name} #${count}`);
  }
}
