import type { Copies } from '../../contain/mounts.ts';
import type { RunnerSettings } from '../../model/runner-settings.ts';
import type { FileRoles, OutsideTests, TestFile } from '../lab.ts';
import type { Sandbox } from '../sandbox.ts';

/** What the audit and the process that hosts the project's Vitest say to each other, over Node's IPC. */
export interface OpenRequest {
  kind: 'open';
  root: string;
  /** Folder of the audited project's own Vitest. */
  runnerFolder: string;
  major: number;
  concurrency: number;
  /** The most a worker's heap may take, in MB. */
  memoryLimit: number;
  settings: RunnerSettings;
  /** What workers may touch; everything if absent. */
  sandbox?: Sandbox | undefined;
  /** The copies that tests run on; undefined where they run on the project itself. */
  copies: Copies | undefined;
  socket: string;
  journals: string;
  /** The lab's own folder for temporary files, with all of these in it. */
  folder: string;
  table: string;
  /** JSON file: `ServedText[]`. */
  texts: string;
}

export interface RunRequest {
  kind: 'run';
  seeds: TestFile[];
}

/** Asks which of the test files import any of the sources, directly or not. All paths are absolute. */
export interface RelatedRequest {
  kind: 'related';
  sources: string[];
  among: string[];
}

/** Asks what files import, directly or not. All paths are absolute. */
export interface ImportsRequest {
  kind: 'imports';
  files: string[];
}

/** Starts no further workers in this run; the ones that are there go on. */
export interface DrainRequest {
  kind: 'drain';
}

/** Asks which places of sources were reached by global setups, and by what they started. */
export interface OutsideRequest {
  kind: 'outside';
}

export type HostRequest =
  | OpenRequest
  | RunRequest
  | RelatedRequest
  | ImportsRequest
  | DrainRequest
  | OutsideRequest
  | { kind: 'close' };

export interface Opened {
  kind: 'opened';
  files: TestFile[];
  roles: FileRoles;
  /** There are global setups: Vitest has to be closed, not just killed. */
  tearsDown: boolean;
  /** Folders that Vitest removes only when it is closed. */
  leftovers: string[];
}

export type Outside = { kind: 'outside' } & OutsideTests;

export type HostReply =
  | Opened
  | { kind: 'related'; files: TestFile[] }
  | { kind: 'imports'; imports: Record<string, string[]> }
  | Outside
  /** `errors` are those that no test owns, such as a worker that could not be set up. */
  | { kind: 'ran'; errors: string[] }
  /** The file's text reached Vite changed by another plugin, so it was not served. */
  | { kind: 'mismatch'; path: string }
  | { kind: 'failed'; message: string };
