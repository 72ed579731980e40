import type { MutantStatus } from '../model/audit.ts';
import {
  type Evidence,
  fileKillersOf,
  isByWallClock,
  isKilledByChance,
  isSeenInPlace,
  isTimedOut,
  killsOf,
  notRunAgain,
} from '../model/evidence.ts';
import { itemAt } from '../model/item-at.ts';
import { type CleanRun, type Reach, type RunMutant, testsById } from '../model/run.ts';

export interface Verdict {
  status: MutantStatus;
  reason?: string;
  wallClock?: true;
  /** It is another one when tests draw something else at random. */
  byChance?: true;
  /** Ids of tests, hooks or files. */
  killedBy: string[];
  /** What the first of them says. */
  failure?: string;
  killersComplete: boolean;
}

/** The verdict on one mutant. What is not proven is not given: it is `unproven`, with the reason. */
export function verdictOf(mutant: RunMutant, evidence: Evidence, run: CleanRun): Verdict {
  const killers = killersIn(evidence, run);
  const killedBy = killers.map(({ id }) => id);
  const isCut = (run.notRun ?? []).length > 0;
  const killersComplete = !isCut && everyPairSettled(mutant, evidence, run);
  const base = { killedBy, killersComplete };
  if (killers[0])
    return {
      ...base,
      status: 'killed',
      ...(killers[0].error !== undefined && { failure: killers[0].error }),
      ...(isKilledByChance(evidence) && { byChance: true as const }),
    };
  if (isTimedOut(evidence))
    return { ...base, status: 'timeout', ...(isByWallClock(evidence) && { wallClock: true as const }) };
  if (mutant.reach.length === 0 && run.interrupted) return neverRun();
  if (isCut || (mutant.outOfBudget && mutant.reach.length > 0))
    return { ...base, status: 'out-of-budget', killersComplete: false };
  if (mutant.leftOut !== undefined) return { ...base, status: 'unproven', reason: mutant.leftOut };
  // What the tests in reach do not notice, those elsewhere may.
  if (mutant.outside !== undefined)
    return { ...base, status: 'unproven', killersComplete: false, reason: mutant.outside };
  if (mutant.reach.length === 0) return { ...base, status: 'no-coverage', killersComplete: true };
  const [refusal] = [...evidence.refusals].sort();
  if (refusal !== undefined) return { ...base, status: 'unproven', reason: `it ${refusal}` };
  const reason = doubt(mutant, evidence, run);
  if (reason !== undefined) return { ...base, status: 'unproven', reason };
  // Nothing runs it: its text alone was read.
  if (mutant.reach.every(({ asText }) => asText)) return { ...base, status: 'no-coverage' };
  return {
    ...base,
    status: 'survived',
    ...(evidence.killsOtherwise.size > 0 && { byChance: true as const }),
  };
}

/** Types catch what no test does: a survivor that does not compile. */
export function withTypes(verdict: Verdict, typeError: string | undefined): Verdict {
  if (verdict.status !== 'survived' || typeError === undefined) return verdict;
  return { ...verdict, status: 'type-error', reason: typeError };
}

/** Of a mutant that the audit did not come to. */
export function neverRun(): Verdict {
  return {
    status: 'unproven',
    reason: 'the audit was stopped before it was run',
    killedBy: [],
    killersComplete: false,
  };
}

interface Killer {
  /** Of a test, a hook or a file. */
  id: string;
  error?: string;
}

/** In the order of the tests; hooks and files behind them. */
function killersIn(evidence: Evidence, run: CleanRun): Killer[] {
  const byId = testsById(run);
  const place = ({ id }: Killer) => byId.get(id)?.index ?? 0;
  const tests = [...killsOf(evidence)].map(([id, { error }]): Killer => ({ id, ...(error && { error }) }));
  const files = fileKillersOf(evidence).map(
    ({ file, what, error }): Killer => ({ id: `${file}:${what}`, error }),
  );
  return [...tests.sort((a, b) => place(a) - place(b)), ...files.sort((a, b) => (a.id < b.id ? -1 : 1))];
}

/**
 * Whether each test that reaches the mutant has been seen to pass or fail with it. If a test that kills it in a whole file
 * passed in place, because something was kept from before, then other passes in place say as little.
 */
function everyPairSettled(mutant: RunMutant, evidence: Evidence, run: CleanRun): boolean {
  const isStale = [...killsOf(evidence).keys()].some((test) => evidence.passes.has(test));
  return mutant.reach.every(({ fileIndex, atLoad, reads, first, again }) => {
    const { id, tests } = itemAt(run.files, fileIndex);
    const file = evidence.files.get(id);
    if (file?.complete && file.spoiled === undefined) return true;
    const settled = (test: number) => {
      const { id: testId } = itemAt(run.tests, test);
      return isSeenInPlace(evidence, testId) && !(isStale && evidence.passes.has(testId));
    };
    return !atLoad && !reads && tests.length > 0 && [...first, ...again].every(settled);
  });
}

/**
 * Why survival is not proven: some test that reaches the mutant was not seen to pass with it, or none
 * reached it on a fresh load.
 */
function doubt(mutant: RunMutant, evidence: Evidence, run: CleanRun): string | undefined {
  let reached = false;
  const missing: string[] = [];
  for (const reach of mutant.reach) {
    const { id, file: name } = itemAt(run.files, reach.fileIndex);
    const file = evidence.files.get(id);
    if (!file) {
      if (!passedInPlace(reach, evidence, run)) missing.push(name);
      continue;
    }
    if (file.spoiled === notRunAgain) return `${name} fails with it, and was not run again without it`;
    if (file.spoiled !== undefined) return `${name} does not pass again without it: ${file.spoiled}`;
    if (!file.complete) return `${name} did not run to its end with it`;
    if (file.kills.size > 0 || file.fileKiller) return `${name} fails, although it does not reach the mutant`;
    reached ||= file.hit;
  }
  if (missing.length > 0) {
    const more = missing.length - 1;
    const others = more > 0 ? ` and ${more} other ${more === 1 ? 'file' : 'files'}` : '';
    return `it was not run with ${missing[0]}${others}`;
  }
  if (reached) return undefined;
  if (evidence.files.size === 0) return 'the audit was stopped before a whole file confirmed it';
  return 'no test file reaches it when it is on from the start';
}

function passedInPlace(
  { atLoad, reads, first, again }: Reach,
  { passes }: Evidence,
  { tests }: CleanRun,
): boolean {
  return !atLoad && !reads && [...first, ...again].every((test) => passes.has(itemAt(tests, test).id));
}
