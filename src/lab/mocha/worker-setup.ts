import type { NativeSetup } from '../native/worker-setup.ts';
import type { MochaOptions } from './mocha-api.ts';

/** What the host hands over to its workers, as JSON in a file. */
export interface MochaSetup extends NativeSetup {
  /** As Mocha reads them. */
  options: MochaOptions;
  /** Modules that `--require` names. */
  requires: string[];
  /** Files in the order in which Mocha loads them, with those that are loaded for any of them. */
  files: string[];
  companions: string[];
}

/** What a file adds to the suite when it is loaded. */
export interface Surveyed {
  path: string;
  tests: number;
  /** It adds hooks for the tests of all files. */
  hooks: boolean;
}
