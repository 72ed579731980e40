import type { Copies } from '../../contain/mounts.ts';
import type { RunnerSettings } from '../../model/runner-settings.ts';
import type { FileRoles, OutsideTests, TestFile } from '../lab.ts';
import type { Sandbox } from '../sandbox.ts';

/** The messages between the audit and the process that hosts the project's test runner, over Node's IPC. */
export interface OpenRequest {
  kind: 'open';
  root: string;
  /** Folder of the audited project's own test runner. */
  runnerFolder: string;
  major: number;
  concurrency: number;
  /** Limit of a worker's heap, in MB. */
  memoryLimit: number;
  settings: RunnerSettings;
  /** Permissions of the workers; without it they may do anything. */
  sandbox?: Sandbox | undefined;
  /** The copies that tests run on; undefined if they run on the project itself. */
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

/** Starts no more workers in this run. Running ones go on. */
export interface DrainRequest {
  kind: 'drain';
}

/** Asks which places of sources global setups have reached, themselves or through programs that they started. */
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
  /** There are global setups, so the test runner has to be closed and must not be killed. */
  tearsDown: boolean;
  /** Folders that the test runner removes only when it is closed. */
  leftovers: string[];
}

export type Outside = { kind: 'outside' } & OutsideTests;

export type HostReply =
  | Opened
  | { kind: 'related'; files: TestFile[] }
  | { kind: 'imports'; imports: Record<string, string[]> }
  | Outside
  /** `errors` belong to no test, such as a worker that could not be set up. */
  | { kind: 'ran'; errors: string[] }
  /** Another tool changed the file's text before it was to be replaced, so it was not served. */
  | { kind: 'mismatch'; path: string }
  /** With a hint, realcov cannot do it; else it is the test runner's own message. */
  | { kind: 'failed'; message: string; hint?: string };
