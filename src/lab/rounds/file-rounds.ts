import { at } from '../../model/at.ts';
import type { FileEvidence } from '../../model/evidence.ts';
import type { CleanRun, Reach, RunFile, RunMutant } from '../../model/run.ts';
import type { JobResult, JobRunner } from '../job-runner.ts';
import { dryJob, fileJob } from '../plan/jobs.ts';
import type { FileJob, FileRow, Job } from '../protocol.ts';
import type { EvidenceStore } from './evidence-store.ts';
import { failureText, killOf } from './failure.ts';
import { passingTests } from './separate-runs.ts';

export interface FileContext {
  lab: JobRunner;
  run: CleanRun;
  evidenceStore: EvidenceStore;
  /** The files a mutant is still to be run in as a whole, best first. */
  filesFor(mutant: RunMutant): Reach[];
  /** Nothing more is wanted of the mutant. */
  enough(mutant: RunMutant): boolean;
  /** Called as mutants are settled, with how many of how many are. */
  onMutants(settled: number, of: number): void;
  signal: AbortSignal;
}

/**
 * Runs whole files on a fresh graph with one mutant on from before the first import, in rounds of one, one,
 * two, four… files a mutant, until it is killed or every file has been tried.
 */
export async function fileRounds(context: FileContext): Promise<void> {
  const { run, enough, filesFor, onMutants, signal } = context;
  const queues = run.mutants
    .map((mutant) => ({ mutant, files: filesFor(mutant) }))
    .filter(({ files }) => files.length > 0);
  const isSettled = ({ mutant, files }: (typeof queues)[number], end: number) =>
    files.length <= end || enough(mutant);
  for (let from = 0, count = 1; !signal.aborted; from += count, count = from) {
    const open = queues.filter((queue) => !isSettled(queue, from));
    const before = queues.length - open.length;
    onMutants(before, queues.length);
    if (open.length === 0) break;
    const ended = new Set<RunMutant>();
    const queueOf = new Map(open.map((queue) => [queue.mutant, queue]));
    const onPair = (mutant: RunMutant) => {
      const queue = queueOf.get(mutant);
      if (queue && isSettled(queue, from + 1)) ended.add(mutant);
      onMutants(before + ended.size, queues.length);
    };
    const pairs = open.flatMap(({ mutant, files }) =>
      files.slice(from, from + count).map((reach) => ({ mutant, file: at(run.files, reach.fileIndex) })),
    );
    await runPairs(context, pairs, onPair);
  }
}

interface Pair {
  mutant: RunMutant;
  file: RunFile;
}

async function runPairs(
  context: FileContext,
  pairs: Pair[],
  onPair: (mutant: RunMutant) => void,
): Promise<void> {
  const tried = await attempt(context, pairs, false, onPair);
  // It had a process of its own, and only lacks the proof of another.
  const unproven = tried.filter(({ pair, row }) => pair.file.apart && row?.suspects);
  const unreached = tried.filter(isUnreached);
  // Out of time, out of its process or spoiled: once more with more patience, in a fresh process.
  const again = tried.filter((each) => !unproven.includes(each) && !unreached.includes(each));
  const patient = await attempt(
    context,
    again.map(({ pair }) => pair),
    true,
  );
  const doubtful = [...unproven, ...patient];
  await clear(context, doubtful);
  await proveCrashes(
    context,
    doubtful.filter(isCrash).map(({ pair }) => pair),
  );
  await retryUnreached(
    context,
    unreached.map(({ pair }) => pair),
  );
}

/** How often what was not reached is tried again, and how many of them at most in one round. */
const maxRetries = 3;
const maxRetried = 24;

/**
 * What a thread or another program runs may be reached in one run and not in the next: a thread is ended while it is
 * at work, say. Without this a break there would have a verdict or none by chance.
 */
async function retryUnreached(context: FileContext, unreached: Pair[]): Promise<void> {
  let open = unreached.slice(0, maxRetried);
  for (let tries = 0; tries < maxRetries && open.length > 0; tries++) {
    const tried = await attempt(context, open, true);
    open = tried.filter(isUnreached).map(({ pair }) => pair);
  }
}

function isUnreached({ row }: { row: FileRow | undefined }): boolean {
  return row?.hit === false && row.complete && row.spoiled === undefined && row.killers.length === 0;
}

interface Doubtful {
  pair: Pair;
  row: FileRow | undefined;
  died: JobResult['died'];
}

/** Runs each pair once; returns those of which the result is no proof. */
async function attempt(
  { lab, evidenceStore, signal }: FileContext,
  pairs: Pair[],
  patient: boolean,
  onPair: (mutant: RunMutant) => void = () => {},
): Promise<Doubtful[]> {
  const doubtful: Doubtful[] = [];
  const byJob = new Map(pairs.map((pair) => [fileJob(pair.file, pair.mutant, patient), pair]));
  if (signal.aborted) return [];
  await lab.run([...byJob.keys()], ({ job, lines, died }) => {
    const pair = byJob.get(job as FileJob);
    const row = lines.find((line) => line.kind === 'file');
    if (!pair) return;
    const harm = lines.find((line) => line.kind === 'harm');
    if (harm) return void evidenceStore.stop(pair.mutant.mutant.id, harm.what);
    if (row?.refused !== undefined)
      evidenceStore.add(pair.mutant.mutant.id, { refusals: new Set([row.refused]) });
    const isDoubtful = needsAnother(row, died, patient);
    if (isDoubtful) doubtful.push({ pair, row, died });
    if (row) note(evidenceStore, pair, fromRow(row, pair.file, isDoubtful && !patient));
    else if (died === 'stuck' && patient) note(evidenceStore, pair, stuck);
    if (!isDoubtful) onPair(pair.mutant);
  });
  return doubtful;
}

/** A process may end for reasons of its own, whenever it likes. */
function needsAnother(row: FileRow | undefined, died: JobResult['died'], patient: boolean): boolean {
  const waited = row?.wallClock === true && row.killers.length === 0;
  // Nothing in the process could end the wait, so that more patience would not; a worker ends itself after any wait.
  if (waited && row.hung && row.spoiled === undefined) return false;
  if (row?.spoiled !== undefined || died === 'ended' || isUnreached({ row })) return true;
  return !patient && (!row || waited);
}

/** How often a process has to end with the mutant beside one that lives without it; and how often that is tried. */
const crashesNeeded = 3;
const crashRounds = 8;

/**
 * The process ended twice with the mutant: that is proven like any other failure, by a process that lives through
 * the file without it, and another that ends with it, several times over: whatever else may end processes here
 * would have to hit the same mutant every time, and never its neighbour.
 */
async function proveCrashes(context: FileContext, pairs: Pair[]): Promise<void> {
  const { lab, evidenceStore, signal } = context;
  const strikes = new Map<Pair, number>();
  let open = pairs;
  for (let round = 0; round < crashRounds && open.length > 0 && !signal.aborted; round++) {
    const files = [...new Set(open.map(({ file }) => file))];
    const alive = await survivingFiles(lab, files);
    const ended: Doubtful[] = [];
    // One after the other: what ends its own process may end those beside it too.
    for (const pair of open) ended.push(...(await attempt(context, [pair], true)));
    for (const { pair } of ended.filter(isCrash)) {
      if (!alive.has(pair.file)) continue;
      strikes.set(pair, (strikes.get(pair) ?? 0) + 1);
    }
    const proven = (pair: Pair) => (strikes.get(pair) ?? 0) >= crashesNeeded;
    open = ended.filter(isCrash).map(({ pair }) => pair);
    for (const pair of open.filter(proven)) note(evidenceStore, pair, crash);
    open = open.filter((pair) => !proven(pair));
  }
}

function isCrash({ row, died }: Doubtful): boolean {
  return !row && died === 'ended';
}

/** The files that a fresh process lives through without any mutant. */
async function survivingFiles(lab: JobRunner, files: RunFile[]): Promise<Set<RunFile>> {
  const byJob = new Map<Job, RunFile>(files.map((file) => [dryJob(file, { fresh: true }), file]));
  const alive = new Set<RunFile>();
  await lab.run([...byJob.keys()], ({ job, died }) => {
    const file = byJob.get(job);
    if (file && !died) alive.add(file);
    return undefined;
  });
  return alive;
}

/**
 * What failed with the mutant in a fresh process, and then without it in the same one, is proven by a third
 * process in which it passes: the mutant left something behind that only the end of a process takes away.
 */
async function clear({ lab, evidenceStore, signal }: FileContext, doubtful: Doubtful[]): Promise<void> {
  const files = new Set(doubtful.filter(({ row }) => row?.suspects).map(({ pair }) => pair.file));
  if (files.size === 0 || signal.aborted) return;
  const passing = await passingTests(lab, files);
  for (const { pair, row } of doubtful) {
    const passed = passing.get(pair.file);
    if (!row?.suspects || !passed) continue;
    const { spoiled: _, suspects, ...rest } = row;
    const killers = suspects.tests.filter((key) => passed.has(key));
    // What failed with the mutant does not pass in the third process either: nothing is known of it, least of all survival.
    if (killers.length === 0 && !suspects.fileKiller) continue;
    const cleared = { ...rest, killers, ...(suspects.fileKiller && { fileKiller: suspects.fileKiller }) };
    note(evidenceStore, pair, fromRow(cleared, pair.file));
  }
}

function note(evidenceStore: EvidenceStore, { mutant, file }: Pair, seen: FileEvidence): void {
  evidenceStore.add(mutant.mutant.id, { files: new Map([[file.id, seen]]) });
}

/** @param goesOn it is tried again with more time: until then, that it ran out of time proves nothing */
function fromRow(row: FileRow, file: RunFile, goesOn = false): FileEvidence {
  const waits = goesOn && row.wallClock === true;
  const { killers, errors = {}, thrown, fileKiller } = row;
  const ids = new Map(file.tests.map(({ key, id }) => [key, id]));
  const kills = killers.flatMap((key) => {
    const id = ids.get(key);
    return id === undefined ? [] : [[id, killOf(file, errors[key], thrown.includes(key))] as const];
  });
  return {
    hit: row.hit,
    kills: new Map(kills),
    timedOut: !waits && row.timeouts.length > 0,
    ...(fileKiller && { fileKiller: { ...fileKiller, error: failureText(file, fileKiller.error) } }),
    wallClock: !waits && row.wallClock === true,
    complete: !waits && row.complete,
    ...(row.spoiled !== undefined && { spoiled: row.spoiled }),
  };
}

/** Its process ends with it: a kill by the file. */
const crash: FileEvidence = {
  hit: true,
  kills: new Map(),
  timedOut: false,
  fileKiller: { what: 'crash', error: 'the process of the tests ends' },
  wallClock: false,
  complete: false,
};

/** Its process stands still with it: a time-out. */
const stuck: FileEvidence = {
  hit: true,
  kills: new Map(),
  timedOut: true,
  wallClock: true,
  complete: false,
};
