import type { FunctionVerdict, MutantStatus } from './audit.ts';

/** What a change made worse, and what its tests notice: the result of `realcov audit --since`. */
export interface Change {
  base: ChangeBase;
  /** How many files of each kind changed. */
  changed: { sources: number; tests: number; others: number };
  /** Functions that were looked at, in source order. */
  functions: FunctionOfChange[];
  /** Breaks that no test notices now. */
  unnoticed: UnnoticedOfChange[];
  /** Tests that were added or edited, in source order. */
  tests: TestOfChange[];
  /** Tests that are gone or no longer run. */
  testsGone: { file: string; name: string; why: 'deleted' | 'skipped' }[];
  /** Real coverage of the functions that changed. */
  coverage: { killed: number; valid: number; percent: number | null };
  /** Of the breaks that people decided on, how many need a test; absent as long as there are few. */
  usefulness?: { needed: number; decided: number };
}

export interface ChangeBase {
  /** What was asked for: a git ref, `staged`, or the name of a patch file. */
  ref: string;
  /** Full hash of the commit that it is compared with; '' if a patch says what changed. */
  commit: string;
  /**
   * `run`: its code or its tests were run. `not-needed`: every break in scope is noticed now, so there was nothing to compare.
   * `failed`: they could not be run.
   */
  compared: 'run' | 'not-needed' | 'failed';
  /** Why it could not be run. */
  reason?: string;
}

/**
 * `changed`: its code did. `new`: it was not there. `caller`: it calls one of those. `run-by-tests`: a test that was added,
 * edited or deleted runs it.
 */
export type WhyInScope = 'changed' | 'new' | 'caller' | 'run-by-tests';

export interface FunctionOfChange {
  /** Id of the function in `functions` of the audit. */
  id: string;
  why: WhyInScope;
  /** Where it was before, if that is another file or name. */
  movedFrom?: { file: string; name: string };
  /** Its verdict before, where the base was run and it fell. */
  before?: FunctionVerdict;
}

/**
 * `new-survivor`: it is in new code, or its counterpart was noticed before. `lost-kill`: the tests of the base notice this very
 * break, and those of now do not. `old`: it was unnoticed before. `unknown`: the base could not tell.
 */
export type UnnoticedKind = 'new-survivor' | 'lost-kill' | 'old' | 'unknown';

export interface UnnoticedOfChange {
  /** Id of the break in `mutants` of the audit. */
  id: string;
  kind: UnnoticedKind;
  /** Its code was not there before. */
  isNewCode?: true;
  /** What its counterpart was before. */
  before?: MutantStatus;
  /** Names of the tests of the base that notice it, or its counterpart. */
  noticedBefore?: { file: string; name: string }[];
  /** Breaks that are worth a reader's time come first: 1 is the first; absent for those that are not shown at first. */
  rank?: number;
  /** Why it is not shown at first: logging, a time-out, a message, … */
  arid?: string;
}

export interface TestOfChange {
  /** Id of the test in `tests` of the audit. */
  id: string;
  what: 'added' | 'edited';
  /**
   * What it does with the code of the base. `fails`: it pins the change. `passes`: it pins what was so before. `does-not-load`:
   * it needs what is new. Absent if the code did not change or the base could not be run.
   */
  onBase?: 'fails' | 'passes' | 'does-not-load';
  /** How it fails there: one line. */
  failure?: string;
  /** The break that it notices, as an id of `mutants` of the audit; absent if it notices none. */
  witness?: string;
  /** Nothing else notices its witness. */
  isOnlyWitness?: true;
  /** It has no witness, and not all that it runs was broken, so that it may notice something. */
  isPartial?: true;
  /** It has no witness, and asks about types, which are gone when it runs. */
  checksTypes?: true;
  /** It has no witness, and only asks that something does not happen, or that its own input stays as it was. */
  guards?: true;
  /** It has no witness, and noticed nothing before the change either: that is old debt. */
  asBefore?: true;
  /** How many breaks of changed lines it notices, of how many that it runs. */
  pins?: { noticed: number; reached: number };
  /** Kinds of findings about it. */
  findings: string[];
}
