import type { HotJob, JournalLine, PairRow, TestKey } from '../protocol.ts';

/** Kept results of one test file, by the names that jobs and pairs have in every audit. */
export interface KnownRows {
  /** Lines of whole jobs. */
  jobs: Map<string, JournalLine[]>;
  /** Results of one test with one mutant. */
  pairs: Map<string, PairRow>;
  /** The tests in the order of the file. */
  tests: TestKey[];
}

/** Results of this audit. */
export interface NewRows extends KnownRows {
  /** Lines of the clean run, if the file has run. */
  clean: JournalLine[];
}

/** What of a hot job decides how a single pair ends, beside the test and the mutant. */
type How = Pick<HotJob, 'followsAssertions' | 'wholeFile' | 'draws'>;

/** The name of a pair: the same in every job that runs it in the same way. */
export function pairName(
  { followsAssertions, wholeFile, draws }: How,
  test: TestKey,
  mutant: string,
): string {
  const how = `${followsAssertions ? 'a' : ''}${wholeFile ? 'w' : ''}${draws ?? ''}`;
  return `${mutant}\n${how}\n${test}`;
}
