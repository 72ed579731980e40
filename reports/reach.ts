import { isNoticed } from '../src/model/audit.ts';
import { counted, reaching, type Unit } from './facts.ts';
import { count } from './wording.ts';

/** How many tests reach a unit, in words; empty where that is not known: the audit was stopped before, or is of another tool. */
export function reachWords(unit: Unit): string {
  const tests = reaching(unit);
  if (tests > 0) return `${count(tests, 'test')} ${tests === 1 ? 'reaches' : 'reach'} it`;
  return isRun(unit) && !isReachedUnseen(unit) ? 'no test reaches it' : '';
}

/** Tests run it, and nobody said which. */
function isReachedUnseen(unit: Unit): boolean {
  return counted(unit).some((mutant) => mutant.status === 'survived' || isNoticed(mutant));
}

/** Whether some break of it was run, or found to be reached by no test. */
export function isRun(unit: Unit): boolean {
  return counted(unit).some(({ status, coveredBy }) => status !== 'unproven' || coveredBy.length > 0);
}
