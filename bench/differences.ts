import type { Match, Outcome } from './compare.ts';
import type { Truth } from './truth.ts';

/** One mutant on which the tools differ, and what plain Vitest says of it. */
export interface Difference {
  /** realcov's id of the mutant. */
  id: string;
  at: string;
  mutator: string;
  original: string;
  replacement: string;
  realcov: string;
  stryker: string;
  /** Absent if it was not looked up. */
  truth?: string;
  right: Right;
  explanation: string;
}

export type Right = 'realcov' | 'stryker' | 'neither' | 'unknown';

/** Who is right, by what plain Vitest says. A tool that gives no verdict is not right, but not wrong either. */
export function rightOf(match: Match, truth: Truth | undefined): Right {
  if (!truth || truth.outcome === 'unclear') return 'unknown';
  const isRight = (outcome: Outcome) => outcome === truth.outcome;
  if (isRight(match.realcov.outcome)) return 'realcov';
  return isRight(match.stryker.outcome) ? 'stryker' : 'neither';
}

/** In words, for a reader: `noticed by cart > adds up`. */
export function truthText(truth: Truth): string {
  if (truth.outcome === 'noticed') return `noticed by ${truth.by.join('; ')}`;
  return truth.outcome === 'unclear' ? `unclear, ${truth.why}` : 'unnoticed';
}

/** Why they differ, as far as what both say shows it. */
export function explain({ realcov, stryker }: Match, right: Right): string {
  if (realcov.outcome === 'unclear') return `realcov gives no verdict: ${realcov.note ?? realcov.status}`;
  if (stryker.status === 'RuntimeError') {
    return 'a test file no longer loads; StrykerJS calls that an error of its own and leaves the mutant out of the score';
  }
  if (stryker.outcome === 'unclear') return `StrykerJS gives no verdict: ${stryker.note ?? stryker.status}`;
  if (right === 'stryker') return 'realcov is wrong';
  if (right !== 'realcov') return 'not known';
  return strykersFault(stryker.status, stryker.note ?? '');
}

function strykersFault(status: string, note: string): string {
  if (status === 'NoCoverage') return 'StrykerJS does not see that a test reaches it';
  if (status === 'Timeout') return 'StrykerJS ran out of time, and counts that as noticed';
  if (status === 'Survived') {
    return note.includes('static')
      ? 'it acts while the sources load, and StrykerJS switches it on too late'
      : 'StrykerJS runs only the tests that reached it in its first run, and not in files of their own';
  }
  return 'a test fails under StrykerJS for another reason, such as state that earlier mutants left behind';
}
