import { own } from '../../model/by-name.ts';
import type { FileEvidence } from '../../model/evidence.ts';
import { itemAt } from '../../model/item-at.ts';
import type { CleanRun, Reach, RunFile, RunMutant } from '../../model/run.ts';
import type { JobResult, JobRunner } from '../job-runner.ts';
import { dryJob, fileJob } from '../plan/jobs.ts';
import type { FileJob, FileRow, Job } from '../protocol.ts';
import type { EvidenceStore } from './evidence-store.ts';
import { failureText, killOf } from './failure.ts';
import type { FileRunProgress } from './file-run-progress.ts';
import { passingTests } from './separate-runs.ts';

export interface FileContext {
  lab: JobRunner;
  run: CleanRun;
  evidenceStore: EvidenceStore;
  /** The files in which the mutant still has to be run in file mode, best first. */
  filesFor(mutant: RunMutant): Reach[];
  /** The mutant needs no more runs. */
  enough(mutant: RunMutant): boolean;
  /** Counts settled breaks and further runs. */
  confirming: FileRunProgress;
  signal: AbortSignal;
}

/**
 * Runs whole files on a fresh module graph, with one mutant active from before the first import. The rounds have one,
 * one, two, four… files for each mutant, until it is killed or every file has been tried.
 */
export async function fileRounds(context: FileContext): Promise<void> {
  const { run, enough, filesFor, confirming, signal } = context;
  confirming.begin();
  const queues = run.mutants
    .map((mutant) => ({ mutant, files: filesFor(mutant) }))
    .filter(({ files }) => files.length > 0);
  const isSettled = ({ mutant, files }: (typeof queues)[number], end: number) =>
    files.length <= end || enough(mutant);
  for (let from = 0, count = 1; !signal.aborted; from += count, count = from) {
    const open = queues.filter((queue) => !isSettled(queue, from));
    const before = queues.length - open.length;
    confirming.settle(before, queues.length);
    if (open.length === 0) break;
    const ended = new Set<RunMutant>();
    const queueOf = new Map(open.map((queue) => [queue.mutant, queue]));
    const onPair = (mutant: RunMutant) => {
      const queue = queueOf.get(mutant);
      if (queue && isSettled(queue, from + 1)) ended.add(mutant);
      confirming.settle(before + ended.size, queues.length);
    };
    const pairs = open.flatMap(({ mutant, files }) =>
      files.slice(from, from + count).map((reach) => ({ mutant, file: itemAt(run.files, reach.fileIndex) })),
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
  const { costly } = context.evidenceStore;
  const quick = pairs.filter(({ mutant }) => !costly.has(mutant.mutant.id));
  const tried = await attempt(context, quick, false, onPair);
  // Only the proof in another process is missing.
  const unproven = tried.filter(({ pair, row }) => (pair.file.apart || row?.wallClock) && row?.suspects);
  const unreached = tried.filter(isUnreached);
  // Timed out, crashed or spoiled, here or in place: run (once more) with a longer time limit and in a fresh process.
  const again = tried.filter((each) => !unproven.includes(each) && !unreached.includes(each));
  const slow = [...pairs.filter((pair) => !quick.includes(pair)), ...again.map(({ pair }) => pair)];
  context.confirming.expect(slow.length);
  const patient = await attempt(context, slow, true, undefined, () => context.confirming.step());
  const doubtful = [...unproven, ...patient];
  await proveInThirdProcess(context, doubtful);
  await proveCrashes(
    context,
    doubtful.filter(isCrash).map(({ pair }) => pair),
  );
  await retryUnreached(
    context,
    [...unreached, ...patient.filter(isUnreached)].map(({ pair }) => pair),
  );
}

/** How often a pair is tried again if the mutant was not reached, and how many such pairs in one round. */
const maxRetries = 3;
const maxRetried = 24;

/**
 * Code in a thread or another program may be reached in one run and not in the next: a thread may be ended early, for
 * example. Without these tries it would depend on chance whether a break there gets a verdict.
 */
async function retryUnreached(context: FileContext, unreached: Pair[]): Promise<void> {
  let open = unreached.slice(0, maxRetried);
  for (let tries = 0; tries < maxRetries && open.length > 0; tries++) {
    context.confirming.expect(open.length * (maxRetries - tries));
    const tried = await attempt(context, open, true, undefined, () => context.confirming.step());
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

/** Runs each pair once. Returns the pairs whose result proves nothing. */
async function attempt(
  { lab, evidenceStore, signal }: FileContext,
  pairs: Pair[],
  patient: boolean,
  onPair: (mutant: RunMutant) => void = () => {},
  onRun: () => void = () => {},
): Promise<Doubtful[]> {
  const doubtful: Doubtful[] = [];
  const byJob = new Map(pairs.map((pair) => [fileJob(pair.file, pair.mutant, patient), pair]));
  if (signal.aborted) return [];
  await lab.run([...byJob.keys()], ({ job, lines, died }) => {
    const pair = byJob.get(job as FileJob);
    const row = lines.find((line) => line.kind === 'file');
    if (!pair) return;
    onRun();
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

/** A process may also end for a reason that has nothing to do with the mutant. */
function needsAnother(row: FileRow | undefined, died: JobResult['died'], patient: boolean): boolean {
  const waited = row?.wallClock === true && row.killers.length === 0;
  // Nothing in the process could end the wait, so a longer limit would not help. A worker ends itself after any wait.
  if (waited && row.hung && row.spoiled === undefined) return false;
  if (row?.spoiled !== undefined || died === 'ended' || isUnreached({ row })) return true;
  return !patient && (!row || waited);
}

/** How many crashes with the mutant prove a kill, each beside a run without it that ends well; and the most tries. */
const crashesNeeded = 3;
const crashRounds = 8;

/**
 * The process crashed twice with the mutant. The proof: several times in a row, one process runs the file to its end
 * without the mutant, and another one crashes with it. Another cause of crashes would have to hit the same mutant every
 * time, and never the run beside it.
 */
async function proveCrashes(context: FileContext, pairs: Pair[]): Promise<void> {
  const { lab, evidenceStore, confirming, signal } = context;
  const crashes = new Map<Pair, number>();
  const runsLeft = (pair: Pair) => Math.max(1, crashesNeeded - (crashes.get(pair) ?? 0));
  let open = pairs;
  for (let round = 0; round < crashRounds && open.length > 0 && !signal.aborted; round++) {
    const files = [...new Set(open.map(({ file }) => file))];
    confirming.expect(open.reduce((sum, pair) => sum + runsLeft(pair), 0));
    const alive = await survivingFiles(lab, files);
    const ended: Doubtful[] = [];
    // One after the other: a mutant that ends its own process may end other processes too.
    for (const pair of open)
      ended.push(...(await attempt(context, [pair], true, undefined, () => confirming.step())));
    for (const { pair } of ended.filter(isCrash)) {
      if (!alive.has(pair.file)) continue;
      crashes.set(pair, (crashes.get(pair) ?? 0) + 1);
    }
    const proven = (pair: Pair) => (crashes.get(pair) ?? 0) >= crashesNeeded;
    open = ended.filter(isCrash).map(({ pair }) => pair);
    for (const pair of open.filter(proven)) note(evidenceStore, pair, crash);
    open = open.filter((pair) => !proven(pair));
  }
  confirming.expect(0);
}

function isCrash({ row, died }: Doubtful): boolean {
  return !row && died === 'ended';
}

/** The files that do not crash in a fresh process without any mutant. */
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
 * A test failed with the mutant in a fresh process, and then also without it in the same process. If it passes in a third
 * process, the failure is proven: the mutant left something behind that lasts until the process ends.
 */
async function proveInThirdProcess(
  { lab, evidenceStore, signal }: FileContext,
  doubtful: Doubtful[],
): Promise<void> {
  const files = new Set(doubtful.filter(({ row }) => row?.suspects).map(({ pair }) => pair.file));
  if (files.size === 0 || signal.aborted) return;
  const passing = await passingTests(lab, files);
  for (const { pair, row } of doubtful) {
    const passed = passing.get(pair.file);
    if (!row?.suspects || !passed) continue;
    const { spoiled: _, suspects, ...rest } = row;
    const killers = suspects.tests.filter((key) => passed.has(key));
    // The test fails in the third process too. This proves nothing, and the mutant must not be called a survivor.
    if (killers.length === 0 && !suspects.fileKiller) continue;
    const cleared = { ...rest, killers, ...(suspects.fileKiller && { fileKiller: suspects.fileKiller }) };
    note(evidenceStore, pair, fromRow(cleared, pair.file));
  }
}

function note(evidenceStore: EvidenceStore, { mutant, file }: Pair, seen: FileEvidence): void {
  evidenceStore.add(mutant.mutant.id, { files: new Map([[file.id, seen]]) });
}

/** @param goesOn the pair is tried again with more time; until then a timeout proves nothing */
function fromRow(row: FileRow, file: RunFile, goesOn = false): FileEvidence {
  const waits = goesOn && row.wallClock === true;
  const { killers, errors = {}, thrown, fileKiller } = row;
  const ids = new Map(file.tests.map(({ key, id }) => [key, id]));
  const waitedIn = row.wallClock ? ids.get(row.timeouts.at(-1) ?? '') : undefined;
  const kills = killers.flatMap((key) => {
    const id = ids.get(key);
    return id === undefined ? [] : [[id, killOf(file, own(errors, key), thrown.includes(key))] as const];
  });
  return {
    hit: row.hit,
    kills: new Map(kills),
    timedOut: !waits && row.timeouts.length > 0,
    ...(fileKiller && { fileKiller: { ...fileKiller, error: failureText(file, fileKiller.error) } }),
    wallClock: !waits && row.wallClock === true,
    complete: !waits && row.complete,
    ...(row.spoiled !== undefined && { spoiled: row.spoiled }),
    ...(waitedIn !== undefined && { waitedIn }),
  };
}

/** The process crashes with the mutant: a kill by the whole file. */
const crash: FileEvidence = {
  hit: true,
  kills: new Map(),
  timedOut: false,
  fileKiller: { what: 'crash', error: 'the process of the tests ends' },
  wallClock: false,
  complete: false,
};

/** The process hangs with the mutant: a timeout. */
const stuck: FileEvidence = {
  hit: true,
  kills: new Map(),
  timedOut: true,
  wallClock: true,
  complete: false,
};
