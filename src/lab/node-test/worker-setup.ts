import type { NativeSetup } from '../native/worker-setup.ts';

/** What plain `node --test` makes of a test, by its key. */
export type PlainStates = Record<string, 'pass' | 'fail' | 'skip'>;

/** What the host hands over to its workers, as JSON in a file. */
export interface NodeTestSetup extends NativeSetup {
  /** `--test-only` */
  only: boolean;
  /** By the paths of test files. */
  plain: Record<string, PlainStates>;
}
