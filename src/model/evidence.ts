/**
 * What the lab saw of a mutant, and what that proves: the one place that says whether a mutant is killed, by whom, and
 * whether it ran out of time. Tests, files and mutants go by their ids, which mean the same in another run. Pure.
 */

/** How a test failed with a mutant. */
export interface Kill {
  /** By what the broken code itself throws, not by what the test asserts. */
  thrown?: true;
  /** The message of the failure. */
  error?: string;
}

/** What a whole test file did with a mutant active from before its import. */
export interface FileEvidence {
  hit: boolean;
  /** The tests that failed with it and passed again without it, by id. */
  kills: ReadonlyMap<string, Kill>;
  timedOut: boolean;
  /** A hook or the file itself was the killer. */
  fileKiller?: FileKiller;
  /** The wall clock decided that it timed out. */
  wallClock: boolean;
  /** Every test ran to its end. */
  complete: boolean;
  /** Why it proves nothing. */
  spoiled?: string;
}

export interface FileKiller {
  what: 'load' | 'hook' | 'crash';
  error: string;
}

/** All that was seen of one mutant. */
export interface Evidence {
  /** Proven kills in place, by the id of the test. */
  kills: Map<string, Kill>;
  /** Tests that ran to their end in place with the mutant reached, and passed. */
  passes: Set<string>;
  /** Of those: tests that make no or fewer assertions with it, or look at something else. Only asked of probes. */
  lost: Map<string, Lost>;
  /** Tests that ran out of steps with it in place. */
  timeouts: Set<string>;
  /** Tests that kill it, and that pass with it, when they draw something else at random. */
  killsOtherwise: Set<string>;
  missesOtherwise: Set<string>;
  /** Whole-file runs, by the id of the file. */
  files: Map<string, FileEvidence>;
  /** What it would have done to files or processes and was kept from, in words that follow "the break". */
  refusals: Set<string>;
}

export type Lost = 'all' | 'some' | 'value';

/** Of each mutant of a run, by its id. */
export type EvidenceOf = ReadonlyMap<string, Evidence>;

/** Of a mutant that was not run yet. */
export function noEvidence(): Evidence {
  return {
    kills: new Map(),
    passes: new Set(),
    lost: new Map(),
    timeouts: new Set(),
    killsOtherwise: new Set(),
    missesOtherwise: new Set(),
    files: new Map(),
    refusals: new Set(),
  };
}

/** What a test did with a mutant. `crashed`: any test would have noticed, for it throws by itself, or does not end. */
export type PairOutcome = 'killed' | 'crashed' | 'passed' | 'unknown';

/** The tests that kill the mutant, by id. */
export function killsOf({ kills, files }: Evidence): ReadonlyMap<string, Kill> {
  if (files.size === 0) return kills;
  const all = new Map(kills);
  for (const file of files.values()) if (counts(file)) addKills(all, file.kills);
  return all;
}

/** Files that kill it although none of their tests does: they do not load, a hook fails, or their process ends. */
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

/** Some test or file does not end with it. It may be killed too, which says more. */
export function isTimedOut({ timeouts, files }: Evidence): boolean {
  return timeouts.size > 0 || [...files.values()].some((file) => counts(file) && file.timedOut);
}

/** Its time-out rests on the wall clock alone. */
export function isByWallClock(evidence: Evidence): boolean {
  const counted = [...evidence.files.values()].filter((file) => counts(file) && file.timedOut);
  return evidence.timeouts.size === 0 && counted.some(({ wallClock }) => wallClock);
}

/** Each test that kills it was also seen to pass with it. */
export function isKilledByChance(evidence: Evidence): boolean {
  const { files, missesOtherwise } = evidence;
  if (missesOtherwise.size === 0) return false;
  if ([...files.values()].some((file) => counts(file) && file.fileKiller)) return false;
  return [...killsOf(evidence).keys()].every((test) => missesOtherwise.has(test));
}

/** Whether the test was seen with the mutant in place, to an end that proves something. */
export function isSeenInPlace({ kills, passes, timeouts }: Evidence, test: string): boolean {
  return kills.has(test) || passes.has(test) || timeouts.has(test);
}

/** The test failed with the mutant in place, or did not end. */
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
  // Whether it notices that is a matter of chance.
  if (killsOtherwise.has(test)) return 'unknown';
  return passes.has(test) || whole?.complete ? 'passed' : 'unknown';
}

/** It was reached, and nothing is wrong with the file without it: what failed there failed because of it. */
export function counts({ hit, spoiled }: FileEvidence): boolean {
  return hit && spoiled === undefined;
}

function provesKill(file: FileEvidence): boolean {
  return counts(file) && (file.kills.size > 0 || file.fileKiller !== undefined);
}

/** Adds to one what another has seen. The order does not matter, nor how often the same is seen. */
export function addEvidence(to: Evidence, seen: Partial<Evidence>): void {
  if (seen.kills) addKills(to.kills, seen.kills);
  for (const name of sets) for (const each of seen[name] ?? []) to[name].add(each);
  for (const [test, lost] of seen.lost ?? []) to.lost.set(test, first(lost, to.lost.get(test)));
  for (const [id, file] of seen.files ?? []) to.files.set(id, mergeFiles(file, to.files.get(id)));
}

const sets = ['passes', 'timeouts', 'killsOtherwise', 'missesOtherwise', 'refusals'] as const;

function addKills(to: Map<string, Kill>, kills: ReadonlyMap<string, Kill>): void {
  for (const [test, kill] of kills) to.set(test, mergeKills(kill, to.get(test)));
}

function eitherKill(a: Kill | undefined, b: Kill | undefined): Kill | undefined {
  return a && b ? mergeKills(a, b) : (a ?? b);
}

/** A test that fails by what it asserts can notice the mutant, whatever else may happen. */
function mergeKills(a: Kill, b: Kill = a): Kill {
  if (a.thrown !== b.thrown) return a.thrown ? b : a;
  if (a.error === undefined || b.error === undefined) return a.error === undefined ? b : a;
  return a.error <= b.error ? a : b;
}

/** Of two runs of a file the one that proves more; killers of both, where both prove a kill. */
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
  return {
    hit: true,
    kills,
    timedOut: a.timedOut || b.timedOut,
    ...(fileKiller && { fileKiller }),
    wallClock: a.wallClock || b.wallClock,
    complete: a.complete || b.complete,
  };
}

function firstKiller(a: FileKiller | undefined, b: FileKiller | undefined): FileKiller | undefined {
  if (!a || !b) return a ?? b;
  return `${a.what} ${a.error}` <= `${b.what} ${b.error}` ? a : b;
}

/** How much a run of a file proves: a kill, a time-out, that all of it passes; that it ended; nothing. */
function strength(file: FileEvidence): number {
  if (provesKill(file)) return 5;
  if (counts(file) && file.timedOut) return file.wallClock ? 3 : 4;
  if (file.spoiled !== undefined || !file.complete) return 0;
  return counts(file) ? 2 : 1;
}

/** Tells two runs apart that prove as much. */
function contentOf({ hit, complete, timedOut, wallClock, spoiled, fileKiller, kills }: FileEvidence): string {
  const killers = [...kills].map(([test, { thrown, error }]) => JSON.stringify([test, thrown, error]));
  const killer = fileKiller && [fileKiller.what, fileKiller.error];
  return JSON.stringify([hit, complete, timedOut, wallClock, spoiled, killer, killers.sort()]);
}

function first(a: Lost, b: Lost = a): Lost {
  return a <= b ? a : b;
}
