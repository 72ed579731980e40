import type { CleanRun, FileEvidence, Reach, RunFile, RunMutant } from '../model/run.ts';
import type { Findings } from './evidence.ts';
import { fileJob } from './jobs.ts';
import type { FileJob, FileRow } from './protocol.ts';
import type { JobResult, Lab } from './vitest/lab.ts';

export interface FileContext {
  lab: Lab;
  run: CleanRun;
  findings: Findings;
  /** The files a mutant is still to be run in as a whole, best first. */
  filesFor(mutant: RunMutant): Reach[];
  /** Nothing more is wanted of the mutant. */
  enough(mutant: RunMutant): boolean;
  onMutants(settled: number): void;
  signal: AbortSignal;
}

/**
 * Runs whole files on a fresh graph with one mutant on from before the first import, in rounds of one, one,
 * two, four… files a mutant, until it is killed or every file has been tried.
 */
export async function fileRounds(context: FileContext): Promise<void> {
  const { run, enough, filesFor, onMutants, signal } = context;
  const queues = run.mutants.map((mutant) => ({ mutant, files: filesFor(mutant) })).filter(({ files }) => files.length > 0);
  for (let from = 0, count = 1; !signal.aborted; from += count, count = from) {
    const open = queues.filter(({ mutant, files }) => files.length > from && !enough(mutant));
    if (open.length === 0) break;
    const pairs = open.flatMap(({ mutant, files }) =>
      files.slice(from, from + count).map((reach) => ({ mutant, file: at(run.files, reach.fileIndex) })),
    );
    await runPairs(context, pairs);
    onMutants(queues.filter(({ mutant, files }) => files.length <= from + count || enough(mutant)).length);
  }
}

interface Pair {
  mutant: RunMutant;
  file: RunFile;
}

async function runPairs(context: FileContext, pairs: Pair[]): Promise<void> {
  const again = await attempt(context, pairs, false);
  // Out of time, or out of its process: once more with ten times the patience, in a process of its own.
  await attempt(context, again, true);
}

/** Runs each pair once; returns those that have to be tried with more patience. */
async function attempt({ lab, findings, signal }: FileContext, pairs: Pair[], patient: boolean): Promise<Pair[]> {
  const again: Pair[] = [];
  const byJob = new Map<number, Pair>();
  const jobs: FileJob[] = [];
  for (const pair of pairs) {
    const job = fileJob(pair.file, pair.mutant, patient);
    byJob.set(job.id, pair);
    jobs.push(job);
  }
  if (signal.aborted) return [];
  await lab.run(jobs, (result) => {
    const pair = byJob.get(result.job.id);
    if (!pair) return;
    const evidence = evidenceOf(result, pair, patient);
    if (evidence === 'again') again.push(pair);
    else if (evidence) findings.of(pair.mutant.index).files.set(pair.file.index, evidence);
  });
  return again;
}

function evidenceOf({ lines, died }: JobResult, { file }: Pair, patient: boolean): FileEvidence | 'again' | undefined {
  const row = lines.find((line) => line.kind === 'file');
  if (!row) {
    if (!died) return undefined;
    return patient ? crash(file, died) : 'again';
  }
  const timedOut = row.timeouts.length > 0;
  if (!patient && ((row.wallClock && row.killers.length === 0) || row.spoiled !== undefined)) return 'again';
  return fromRow(row, file, timedOut);
}

function fromRow(row: FileRow, file: RunFile, timedOut: boolean): FileEvidence {
  const indexOf = new Map(file.tests.map((test) => [test.key, test.index]));
  return {
    fileIndex: file.index,
    hit: row.hit,
    killers: row.killers.map((key) => indexOf.get(key)).filter((index) => index !== undefined),
    timedOut,
    ...(row.fileKiller && { fileKiller: row.fileKiller }),
    wallClock: row.wallClock === true,
    complete: row.complete,
    ...(row.spoiled !== undefined && { spoiled: row.spoiled }),
  };
}

/** It died twice: standing still is a time-out, an ended process a kill by the file. */
function crash(file: RunFile, died: 'ended' | 'stuck'): FileEvidence {
  return {
    fileIndex: file.index,
    hit: true,
    killers: [],
    timedOut: died === 'stuck',
    ...(died === 'ended' && { fileKiller: { what: 'crash' as const, error: 'the process of the tests ends' } }),
    wallClock: died === 'stuck',
    complete: false,
  };
}

function at<T>(list: T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`no item ${index}`);
  return item;
}
