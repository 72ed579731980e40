import type { Notice } from '../model/audit.ts';
import type { TestRunner } from '../model/runner.ts';
import type { Location } from '../model/source.ts';
import type { ChangedFile } from './changed-files.ts';
import type { ChangedTests } from './changed-tests.ts';
import type { ChangedTree } from './since.ts';

/** Lines, 1-based, both inclusive. */
export type LineRange = [from: number, to: number];

/** The project an audit works on, found before anything runs. Paths of files are relative to the root, with `/`. */
export interface Project {
  /** Absolute real path: the folder of its package.json. */
  root: string;
  /** From its package.json, or its folder's name. */
  name: string;
  runner: RunnerPackage;
  /** It is the root of several packages. */
  isWorkspace?: true;
  /** Source files to break, sorted. Empty only under `--since`, when nothing in scope changed. */
  files: string[];
  /** Limits functions by name (`--function`), undefined for all. */
  functionName: string | undefined;
  /** What changed (`--since`); undefined where everything is looked at. `files` then holds what it may have to do with. */
  change: ProjectChange | undefined;
  /** Limits the mutants of a file to places (`src/a.ts:1-10`); files that are not in it are not limited. */
  places: Record<string, Location[]>;
  notices: Notice[];
}

/** What a change did to a project. */
export interface ProjectChange {
  tree: ChangedTree;
  /** Sources in scope that are new or have another text. */
  sources: ChangedFile[];
  /** Sources that did not change and import one that did: every test that runs one of them imports what changed. */
  importers: string[];
  tests: ChangedTests;
  /** Tests that it touched may run more sources than are looked at. */
  isCut: boolean;
}

/** The audited project's own test runner. */
export interface RunnerPackage extends TestRunner {
  /** Absolute path of the folder of the package. */
  folder: string;
}
