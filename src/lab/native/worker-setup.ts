import type { SessionSetup } from '../worker/driver.ts';
import type { Preload } from './node-flags.ts';

/** What the host hands over to its workers, as JSON in a file. */
export interface NativeSetup extends SessionSetup {
  /** Folder of the audited project's own test runner; that of Node itself has none. */
  runnerFolder: string;
  /** Loaded before the test runner, in this order. */
  preloads: Preload[];
  /** What Node is started with when a project runs its tests, and the variable of that name. */
  nodeFlags: string[];
  nodeOptions: string | undefined;
}
