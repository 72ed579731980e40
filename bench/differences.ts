import type { Truth } from '../src/model/reproduction.ts';
import type { Match, Outcome, ToolMutant } from './compare.ts';

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
  standing: { realcov: Standing; stryker: Standing };
  explanation: string;
}

/** How a tool's verdict stands against what plain Vitest says. */
export type Standing = 'right' | 'wrong' | 'no verdict' | 'not known';

export function standingOf(outcome: Outcome, truth: Truth | undefined): Standing {
  if (outcome === 'unclear' || outcome === 'ignored') return 'no verdict';
  if (!truth || truth.outcome === 'unclear') return 'not known';
  return outcome === truth.outcome ? 'right' : 'wrong';
}

/** In words, for a reader: `noticed by cart > adds up`. */
export function truthText(truth: Truth): string {
  if (truth.outcome === 'unclear') return `unclear, ${truth.why}`;
  if (truth.outcome === 'unnoticed') return 'unnoticed';
  if (truth.outOfTime) return 'noticed by time';
  return `noticed by ${truth.failures.map(({ file, test, message }) => test || `${file}: ${message}`).join('; ')}`;
}

/** Why they differ, as far as what both say and what plain Vitest says shows it. */
export function explain({ realcov, stryker }: Match, truth: Truth | undefined): string {
  const reasons = [
    standingOf(realcov.outcome, truth) === 'no verdict'
      ? `realcov gives no verdict: ${realcov.note ?? realcov.status}`
      : '',
    standingOf(realcov.outcome, truth) === 'wrong' ? 'a bug in realcov' : '',
    standingOf(stryker.outcome, truth) === 'no verdict' ? silence(stryker) : '',
    standingOf(stryker.outcome, truth) === 'wrong' ? mistake(stryker) : '',
  ].filter((reason) => reason !== '');
  return reasons.length > 0 ? reasons.join('; ') : 'not known why';
}

function silence({ status, note }: ToolMutant): string {
  if (status !== 'RuntimeError') return `StrykerJS gives no verdict: ${note ?? status}`;
  return 'a test file does not load with it: StrykerJS calls that an error and leaves the mutant out of its score';
}

function mistake({ status, note = '' }: ToolMutant): string {
  if (status === 'NoCoverage') return 'StrykerJS does not see that a test reaches it';
  if (status === 'Timeout')
    return 'StrykerJS ran out of time and counts that as noticed; plain Vitest comes to an end';
  if (status === 'Killed')
    return 'a test fails in the process that StrykerJS uses again and again, but not in one of its own';
  return note.startsWith('static')
    ? 'static: it acts while the sources load, before the tests that StrykerJS asks'
    : 'StrykerJS asks only the tests that reached it in its first run';
}
