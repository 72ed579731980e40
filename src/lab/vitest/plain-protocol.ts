import type { RunnerSettings } from '../../model/runner-settings.ts';
import type { Sandbox } from '../sandbox.ts';

/** Settings of a run of plain Vitest in the sandbox. Paths are absolute. */
export interface PlainRequest {
  root: string;
  /** Folder of the audited project's own Vitest. */
  runnerFolder: string;
  settings: RunnerSettings;
  /** Test files to run, relative to the root. */
  files: string[];
  /** Path of Vitest's JSON report. */
  report: string;
  sandbox: Sandbox;
}
