import type { RunnerSettings } from '../../model/runner-settings.ts';
import type { Sandbox } from '../sandbox.ts';

/** What plain Vitest is run with in the sandbox. Paths are absolute. */
export interface PlainRequest {
  root: string;
  /** Folder of the audited project's own Vitest. */
  runnerFolder: string;
  settings: RunnerSettings;
  /** Test files to run, relative to the root. */
  files: string[];
  /** Where Vitest writes its report as JSON. */
  report: string;
  sandbox: Sandbox;
}
