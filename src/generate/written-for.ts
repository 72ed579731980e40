import { exitCodes, UserError } from '../errors.ts';
import { runnerTitles, type TestRunner } from '../model/runner.ts';

/** The test runners that tests can be written for. */
export type WrittenFor = 'vitest' | 'jest';

/** @throws UserError if no tests can be written for this test runner */
export function writtenFor({ name }: Pick<TestRunner, 'name'>): WrittenFor {
  if (name === 'vitest' || name === 'jest') return name;
  throw new UserError(
    exitCodes.usage,
    `tests are written for Vitest and Jest only so far, and this project tests with ${runnerTitles[name]}`,
    'realcov show <break> says what a test has to notice',
  );
}
