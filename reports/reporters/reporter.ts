import type { Audit } from '../../src/model/audit.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import type { ReportData } from '../../src/model/report-data.ts';
import type { EventStream } from '../jsonl/index.ts';
import type { TerminalOptions } from '../terminal/index.ts';

/** Where an audit runs, as far as reports tell it. */
export interface Surroundings {
  /** The project's folder, relative to the root of its repository, `/` as separator; '' if it is the root. */
  folder: string;
  /** Address of the job of continuous integration that it runs in. */
  job?: string | undefined;
  /** The file whose text the page of the job shows. */
  jobSummary?: string | undefined;
}

/** All that a report may be made of. */
export interface ReporterInput {
  audit: Audit;
  /** Texts of the sources and of the test files, by path relative to the root. */
  sources: Record<string, string>;
  tests: Record<string, string>;
  /** With the audit before, if there was one of the same. */
  comparison: Comparison | undefined;
  /** Address of the page; it lies beside the other files if there is none. */
  page: string | undefined;
  surroundings: Surroundings;
  /** What the page shows. */
  reportData(): Promise<ReportData>;
}

/** One form of the report. What it is made with is loaded when it is asked for. */
export interface Reporter {
  /** Completes its name in the help: `markdown writes summary.md`. */
  does: string;
  /** The names of the files it writes, which tell whether it wrote into a folder; the first one always. */
  files: readonly string[];
  /** When it is used without being named; where it is a variable of the environment, if that is `true`. */
  unnamed: 'always' | 'never' | 'GITHUB_ACTIONS' | 'GITLAB_CI';
  /** Returns the paths of the files that it wrote. */
  write?(input: ReporterInput, folder: string): Promise<string[]>;
  /** The text for stdout. */
  print?(audit: Audit, options: TerminalOptions, surroundings: Surroundings): Promise<string>;
  /** What other reporters print, so that the platform reads no command in it. */
  shield?(printed: string): Promise<string>;
  /** Adds it to what the platform shows, outside of the folder of the report. */
  publish?(input: Pick<ReporterInput, 'audit' | 'comparison' | 'page' | 'surroundings'>): Promise<void>;
  /** Writes to stdout while the audit runs; no other reporter prints then. */
  stream?(write: (line: string) => void, toolVersion: string): Promise<EventStream>;
}
