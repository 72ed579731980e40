import type { Ignorer } from '../config/ignorers.ts';
import type { ChangedTree } from '../discover/since.ts';
import type { Sandbox } from '../lab/sandbox.ts';
import type { Part as AuditPart } from '../model/audit.ts';
import type { RunnerSettings } from '../model/runner-settings.ts';
import type { OptionValues } from './table.ts';

/** What an audit can do without, so that the bench can tell what it costs. */
export type Part = 'proof' | 'findings';

/** Everything an audit is told, after the command line, the configuration file and the defaults. */
export interface AuditOptions extends OptionValues {
  /** Absolute real path of the project: the folder of its package.json. */
  root: string;
  /** Files, folders and globs to break, relative to the root; none for the project's own sources. */
  paths: string[];
  /** What this run is restricted to by its own arguments; undefined if by nothing. */
  part: AuditPart | undefined;
  /** Globs of test files, relative to the root. */
  tests: string[];
  /** Absolute. */
  outDir: string;
  /** Absolute paths of the configuration files: realcov's own first, then Stryker's. */
  configFiles: string[];
  /** One of them is code, which a command that only reads does not run: nothing that it says is known. */
  configNotRun?: true;
  /** Stryker's `mutate` patterns, relative to the root, undefined if not configured. */
  mutate: string[] | undefined;
  /** Stryker ignorers that the configuration names. */
  ignorers: Ignorer[];
  /** `--resume` was asked for in so many words; the configuration file does not. */
  resumeGiven?: true;
  /** A project without any test is no mistake, nor is one of which no test takes part: they are about to be written. There is no flag for it. */
  mayLackTests?: true;
  /** What the tests may touch, where they are not the project's own. There is no flag for it. */
  sandbox?: Sandbox;
  /** Leaves a part out, so that the bench can tell what that costs. There is no flag for it. */
  without?: Part;
  /** What changed, where it is known already. There is no flag for it. */
  change?: ChangedTree;
  /** Ids of the only breaks to make. There is no flag for it. */
  only?: ReadonlySet<string>;
  /** Stryker's settings for Vitest: its configuration file and the folder of the tests, relative to the root. */
  vitest: RunnerSettings;
}
