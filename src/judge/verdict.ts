import type { MutantStatus } from '../model/audit.ts';
import type { CleanRun, Evidence, FileEvidence, Reach, RunMutant } from '../model/run.ts';

export interface Verdict {
  status: MutantStatus;
  reason?: string;
  wallClock?: true;
  /** It is another one when tests draw something else at random. */
  byChance?: true;
  /** Ids of tests, hooks or files. */
  killedBy: string[];
  killersComplete: boolean;
}

/** The verdict on one mutant. What is not proven is not given: it is `unproven`, with the reason. */
export function verdictOf(mutant: RunMutant, evidence: Evidence, run: CleanRun): Verdict {
  const killedBy = killersOf(evidence, run);
  const killersComplete = everyPairSettled(mutant, evidence, run);
  const timedOut = evidence.timeouts.size > 0 || [...evidence.files.values()].some((file) => file.timedOut);
  const wallClock = killedBy.length === 0 && evidence.timeouts.size === 0 && byWallClock(evidence);
  const base = { killedBy, killersComplete, ...(wallClock && { wallClock: true as const }) };
  if (killedBy.length > 0)
    return { ...base, status: 'killed', ...(killedByChance(evidence) && { byChance: true as const }) };
  if (timedOut) return { ...base, status: 'timeout' };
  if (mutant.reach.length === 0 && run.interrupted) return neverRun();
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

/** A kill by a whole file counts if the mutant was reached in it and the file passes again without it. */
function counts(file: FileEvidence): boolean {
  return file.hit && (file.killers.length > 0 || file.fileKiller !== undefined);
}

function killersOf({ kills, files }: Evidence, run: CleanRun): string[] {
  const tests = new Set(kills);
  const others: string[] = [];
  for (const [index, file] of files) {
    if (!counts(file)) continue;
    for (const test of file.killers) tests.add(test);
    if (file.fileKiller && file.killers.length === 0)
      others.push(`${run.files[index]?.id}:${file.fileKiller.what}`);
  }
  const ids = [...tests].sort((a, b) => a - b).map((test) => run.tests[test]?.id ?? '');
  return [...ids, ...others.sort()];
}

/** Each test that kills it was also seen to pass with it. */
function killedByChance({ kills, files, missesOtherwise }: Evidence): boolean {
  const counted = [...files.values()].filter(counts);
  if (missesOtherwise.size === 0 || counted.some(({ fileKiller }) => fileKiller)) return false;
  const killers = [...kills, ...counted.flatMap((file) => file.killers)];
  return killers.every((test) => missesOtherwise.has(test));
}

function byWallClock({ wallClock, files }: Evidence): boolean {
  return wallClock || [...files.values()].some((file) => file.timedOut && file.wallClock);
}

/** Whether each test that reaches the mutant has been seen to pass or fail with it. */
function everyPairSettled(
  mutant: RunMutant,
  { kills, passes, timeouts, files }: Evidence,
  run: CleanRun,
): boolean {
  return mutant.reach.every(({ fileIndex, atLoad, reads, first, again }) => {
    const file = files.get(fileIndex);
    if (file?.complete && file.spoiled === undefined) return true;
    const settled = (test: number) => kills.has(test) || passes.has(test) || timeouts.has(test);
    const tests = run.files[fileIndex]?.tests.length ?? 0;
    return !atLoad && !reads && tests > 0 && [...first, ...again].every(settled);
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
    const name = run.files[reach.fileIndex]?.file ?? '';
    const file = evidence.files.get(reach.fileIndex);
    if (!file) {
      if (!passedInPlace(reach, evidence)) missing.push(name);
      continue;
    }
    if (file.spoiled !== undefined) return `${name} does not pass again without it: ${file.spoiled}`;
    if (!file.complete) return `${name} did not run to its end with it`;
    if (file.killers.length > 0 || file.fileKiller)
      return `${name} fails, although it does not reach the mutant`;
    reached ||= file.hit;
  }
  if (missing.length > 0) {
    const others = missing.length > 1 ? ` and ${missing.length - 1} other files` : '';
    return `it was not run with ${missing[0]}${others}`;
  }
  if (reached) return undefined;
  if (evidence.files.size === 0) return 'the audit was stopped before a whole file confirmed it';
  return 'no test file reaches it when it is on from the start';
}

function passedInPlace({ atLoad, reads, first, again }: Reach, { passes }: Evidence): boolean {
  return !atLoad && !reads && [...first, ...again].every((test) => passes.has(test));
}
