/**
 * The evidence about a mutant, and what it proves. Only this file decides whether a mutant is killed, by which tests, and
 * whether it timed out. Tests, files and mutants are named by ids that are the same in another run. Pure.
 */

/** How a test failed with a mutant. */
export interface Kill {
  /** The broken code itself threw the error; no assertion failed. */
  thrown?: true;
  /** The message of the failure. */
  error?: string;
}

/** Result of a whole test file with a mutant active from before its import. */
export interface FileEvidence {
  hit: boolean;
  /** The tests that failed with it and passed again without it, by id. */
  kills: ReadonlyMap<string, Kill>;
  timedOut: boolean;
  /** A hook or the file itself was the killer. */
  fileKiller?: FileKiller;
  /** The timeout was caused by the time limit, not by the step budget. */
  wallClock: boolean;
  /** Every test ran to its end. */
  complete: boolean;
  /** Why it proves nothing. */
  spoiled?: string;
  /** The test that waited until its time limit, by id. No test behind it was run. */
  waitedIn?: string;
}

export interface FileKiller {
  what: 'load' | 'hook' | 'crash';
  error: string;
}

/** All evidence about one mutant. */
export interface Evidence {
  /** Proven kills in place, by the id of the test. */
  kills: Map<string, Kill>;
  /** Tests that passed in place and reached the mutant. */
  passes: Set<string>;
  /** Tests among them that make no, fewer or other assertions with the mutant. Only known for probes. */
  lost: Map<string, Lost>;
  /** Tests that spent all their steps in place with the mutant. */
  timeouts: Set<string>;
  /** Tests that waited in place until their time limit. This proves nothing yet. */
  waits: Set<string>;
  /** Tests that kill it with other random numbers, and tests that pass with it then. */
  killsOtherwise: Set<string>;
  missesOtherwise: Set<string>;
  /** Whole-file runs, by the id of the file. */
  files: Map<string, FileEvidence>;
  /** Refused changes to files or processes, in words that follow "the break". */
  refusals: Set<string>;
}

export type Lost = 'all' | 'some' | 'value';

/** Evidence by mutant id. */
export type EvidenceOf = ReadonlyMap<string, Evidence>;

/** Evidence about a mutant that was not run yet. */
export function noEvidence(): Evidence {
  return {
    kills: new Map(),
    passes: new Set(),
    lost: new Map(),
    timeouts: new Set(),
    waits: new Set(),
    killsOtherwise: new Set(),
    missesOtherwise: new Set(),
    files: new Map(),
    refusals: new Set(),
  };
}

/** Result of a test with a mutant. `crashed`: the mutant throws by itself or never ends, so any test would fail. */
export type PairOutcome = 'killed' | 'crashed' | 'passed' | 'unknown';

/** The tests that kill the mutant, by id. */
export function killsOf({ kills, files }: Evidence): ReadonlyMap<string, Kill> {
  if (files.size === 0) return kills;
  const all = new Map(kills);
  for (const file of files.values()) if (counts(file)) addKills(all, file.kills);
  return all;
}

/** Files that kill it without a failing test: they do not load, a hook fails, or their process ends. */
export function fileKillersOf({ files }: Evidence): (FileKiller & { file: string })[] {
  return [...files].flatMap(([file, seen]) =>
    counts(seen) && seen.fileKiller && seen.kills.size === 0 ? [{ file, ...seen.fileKiller }] : [],
  );
}

/** How many tests, hooks and files kill it. */
export function killersOf(evidence: Evidence): number {
  return killsOf(evidence).size + fileKillersOf(evidence).length;
}

export function isKilled({ kills, files }: Evidence): boolean {
  return kills.size > 0 || [...files.values()].some(provesKill);
}

/** Whether some test or file does not end with it. It may also be killed, which is the stronger result. */
export function isTimedOut({ timeouts, files }: Evidence): boolean {
  return timeouts.size > 0 || [...files.values()].some((file) => counts(file) && file.timedOut);
}

/** Whether only time limits prove its timeout. */
export function isByWallClock(evidence: Evidence): boolean {
  const counted = [...evidence.files.values()].filter((file) => counts(file) && file.timedOut);
  return evidence.timeouts.size === 0 && counted.some(({ wallClock }) => wallClock);
}

/** Whether each test that kills it also passed with it with other random numbers. */
export function isKilledByChance(evidence: Evidence): boolean {
  const { files, missesOtherwise } = evidence;
  if (missesOtherwise.size === 0) return false;
  if ([...files.values()].some((file) => counts(file) && file.fileKiller)) return false;
  return [...killsOf(evidence).keys()].every((test) => missesOtherwise.has(test));
}

/** Whether there is evidence from running the test in place with the mutant. */
export function isSeenInPlace({ kills, passes, timeouts }: Evidence, test: string): boolean {
  return kills.has(test) || passes.has(test) || timeouts.has(test);
}

/** Whether the test failed in place with the mutant, or did not end. */
export function isFailedInPlace({ kills, timeouts }: Evidence, test: string): boolean {
  return kills.has(test) || timeouts.has(test);
}

export function outcomeOf(evidence: Evidence, test: string, file: string): PairOutcome {
  const { passes, timeouts, files, killsOtherwise } = evidence;
  const seen = files.get(file);
  const whole = seen && counts(seen) ? seen : undefined;
  const inPlace = evidence.kills.get(test);
  if (timeouts.has(test) && !inPlace) return 'crashed';
  const kill = eitherKill(inPlace, whole?.kills.get(test));
  if (kill) return kill.thrown ? 'crashed' : 'killed';
  if (whole?.timedOut || whole?.fileKiller) return 'crashed';
  // The result depends on chance.
  if (killsOtherwise.has(test)) return 'unknown';
  return passes.has(test) || whole?.complete ? 'passed' : 'unknown';
}

/** Why a file proves nothing that fails with a mutant, and was stopped before it ran again without it. */
export const notRunAgain = 'it was not run again without the mutant';

/** The mutant was reached, and the file passes without it. So its failures are caused by the mutant. */
export function counts({ hit, spoiled }: FileEvidence): boolean {
  return hit && spoiled === undefined;
}

function provesKill(file: FileEvidence): boolean {
  return counts(file) && (file.kills.size > 0 || file.fileKiller !== undefined);
}

/** Adds new evidence. Order and repetition do not matter. */
export function addEvidence(to: Evidence, seen: Partial<Evidence>): void {
  if (seen.kills) addKills(to.kills, seen.kills);
  for (const name of sets) for (const each of seen[name] ?? []) to[name].add(each);
  for (const [test, lost] of seen.lost ?? []) to.lost.set(test, first(lost, to.lost.get(test)));
  for (const [id, file] of seen.files ?? []) to.files.set(id, mergeFiles(file, to.files.get(id)));
}

const sets = ['passes', 'timeouts', 'waits', 'killsOtherwise', 'missesOtherwise', 'refusals'] as const;

function addKills(to: Map<string, Kill>, kills: ReadonlyMap<string, Kill>): void {
  for (const [test, kill] of kills) to.set(test, mergeKills(kill, to.get(test)));
}

function eitherKill(a: Kill | undefined, b: Kill | undefined): Kill | undefined {
  return a && b ? mergeKills(a, b) : (a ?? b);
}

/** Merges two kills. A failed assertion counts more than an error of the broken code. */
function mergeKills(a: Kill, b: Kill = a): Kill {
  if (a.thrown !== b.thrown) return a.thrown ? b : a;
  if (a.error === undefined || b.error === undefined) return a.error === undefined ? b : a;
  return a.error <= b.error ? a : b;
}

/** Merges two runs of a file: the one that proves more, with the killers of both if both prove a kill. */
function mergeFiles(a: FileEvidence, b: FileEvidence = a): FileEvidence {
  if (provesKill(a) && provesKill(b)) return mergeKilledFiles(a, b);
  const difference = strength(a) - strength(b);
  if (difference !== 0) return difference > 0 ? a : b;
  return contentOf(a) <= contentOf(b) ? a : b;
}

function mergeKilledFiles(a: FileEvidence, b: FileEvidence): FileEvidence {
  const kills = new Map(a.kills);
  addKills(kills, b.kills);
  const fileKiller = firstKiller(a.fileKiller, b.fileKiller);
  const [waitedIn] = [a.waitedIn, b.waitedIn].filter((test) => test !== undefined).sort();
  return {
    hit: true,
    kills,
    timedOut: a.timedOut || b.timedOut,
    ...(fileKiller && { fileKiller }),
    wallClock: a.wallClock || b.wallClock,
    complete: a.complete || b.complete,
    ...(waitedIn !== undefined && { waitedIn }),
  };
}

function firstKiller(a: FileKiller | undefined, b: FileKiller | undefined): FileKiller | undefined {
  if (!a || !b) return a ?? b;
  return `${a.what} ${a.error}` <= `${b.what} ${b.error}` ? a : b;
}

/** How much a run of a file proves, from most to least: a kill, a timeout, a full pass, an end, nothing. */
function strength(file: FileEvidence): number {
  if (provesKill(file)) return 5;
  if (counts(file) && file.timedOut) return file.wallClock ? 3 : 4;
  if (file.spoiled !== undefined || !file.complete) return 0;
  return counts(file) ? 2 : 1;
}

/** A fixed order for runs that prove the same. */
function contentOf(file: FileEvidence): string {
  const { hit, complete, timedOut, wallClock, spoiled, fileKiller, kills, waitedIn } = file;
  const killers = [...kills].map(([test, { thrown, error }]) => JSON.stringify([test, thrown, error]));
  const killer = fileKiller && [fileKiller.what, fileKiller.error];
  return JSON.stringify([hit, complete, timedOut, wallClock, spoiled, killer, killers.sort(), waitedIn]);
}

function first(a: Lost, b: Lost = a): Lost {
  return a <= b ? a : b;
}
