import type { Notice } from '../model/audit.ts';
import type { TestRunner } from '../model/runner.ts';
import type { Location } from '../model/source.ts';
import type { ChangedFile } from './changed-files.ts';
import type { ChangedTests } from './changed-tests.ts';
import type { ChangedTree } from './since.ts';

/** Lines, 1-based, both inclusive. */
export type LineRange = [from: number, to: number];

/** The audited project, before anything runs. Paths of files are relative to the root, with `/`. */
export interface Project {
  /** Absolute real path: the folder of its package.json. */
  root: string;
  /** From its package.json, or the name of its folder. */
  name: string;
  runner: RunnerPackage;
  /** It is the root of several packages. */
  isWorkspace?: true;
  /** Source files to break, sorted. Empty only under `--since`, when nothing in scope changed. */
  files: string[];
  /** Only functions with these names (`--function`); undefined for all. */
  functionName: string | undefined;
  /** The change (`--since`); undefined for an audit of everything. `files` then also has the sources that it may affect. */
  change: ProjectChange | undefined;
  /** Only these ranges of a file are broken (`src/a.ts:1-10`); other files are broken everywhere. */
  places: Record<string, Location[]>;
  notices: Notice[];
}

/** What changed in a project. */
export interface ProjectChange {
  tree: ChangedTree;
  /** Sources in scope that are new or have another text. */
  sources: ChangedFile[];
  /** Sources that did not change and import one that did: every test that runs one of them imports what changed. */
  importers: string[];
  tests: ChangedTests;
  /** Changed tests may run more sources than are audited. */
  isCut: boolean;
}

/** The audited project's own test runner. */
export interface RunnerPackage extends TestRunner {
  /** Absolute path of the folder of the package. */
  folder: string;
}
