import type { Audit } from '../../src/model/audit.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import type { ReportData } from '../../src/model/report-data.ts';
import type { TerminalOptions } from '../terminal/index.ts';

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
  /** What the page shows. */
  reportData(): Promise<ReportData>;
}

/** One form of the report. What it is made with is loaded when it is asked for. */
export interface Reporter {
  /** Completes its name in the help: `markdown writes summary.md`. */
  does: string;
  /** The names of the files it writes, which tell whether it wrote into a folder; the first one always. */
  files: readonly string[];
  /** Returns the paths of the files that it wrote. */
  write?(input: ReporterInput, folder: string): Promise<string[]>;
  /** The text for stdout. */
  print?(audit: Audit, options: TerminalOptions): Promise<string>;
}
