import type { Copies } from '../../contain/mounts.ts';
import type { VitestSettings } from '../../model/vitest-settings.ts';
import type { Sandbox } from '../process/sandbox.ts';
import type { Hits } from '../protocol.ts';

/** What the audit and the process that hosts the project's Vitest say to each other, over Node's IPC. */
export interface OpenRequest {
  kind: 'open';
  root: string;
  /** Folder of the audited project's own Vitest. */
  vitestDir: string;
  major: number;
  concurrency: number;
  /** The most a worker's heap may take, in MB. */
  memoryLimit: number;
  settings: VitestSettings;
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

/** A test file as one project runs it. */
export interface TestFile {
  /** Name of the Vitest project, '' if there is only one. */
  project: string;
  /** Absolute path. */
  path: string;
  /** Files of one environment share workers. */
  environment: string;
}

/** An instrumented text, served in place of the original one. */
export interface ServedText {
  /** Absolute path. */
  path: string;
  original: string;
  code: string;
  map: string;
}

/** What files are to Vitest. Paths are absolute. */
export interface FileRoles {
  /** Tests that are no sources. */
  tests: string[];
  /** Globs of tests that are not run, relative to a folder. */
  others: { base: string; include: string[]; exclude: string[] }[];
  /** Set-up files, configuration and the like. */
  support: string[];
}

export interface Opened {
  kind: 'opened';
  files: TestFile[];
  roles: FileRoles;
  /** There are global setups: Vitest has to be closed, not just killed. */
  tearsDown: boolean;
  /** Folders that Vitest removes only when it is closed. */
  leftovers: string[];
}

export interface Outside {
  kind: 'outside';
  hits: Hits;
  /** Keys of sources that were loaded as other texts than the instrumented ones; `*` for any. */
  unserved: string[];
}

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
