import { runInThisContext } from 'node:vm';

/** Where code of the suite runs: this process's own global object, or that of a context of `node:vm`. */
export interface Realm {
  global: Record<PropertyKey, unknown>;
  /** Runs a script there. */
  run(code: string): unknown;
}

export const thisRealm: Realm = {
  global: globalThis as unknown as Record<PropertyKey, unknown>,
  run: (code) => runInThisContext(code),
};
