import type { RunFile, RunMutant } from '../../model/run.ts';
import type { JobRunner } from '../job-runner.ts';
import { dryJob, separateJob } from '../plan/jobs.ts';
import type { FileRow, Job } from '../protocol.ts';

/** A test file that is to be run as plain Vitest would run it with the break in the source. */
export interface SeparateRun {
  file: RunFile;
  mutant: RunMutant;
  /** In a process of its own, or in one that has not run the file before, which costs less. */
  where: 'fresh' | 'first';
}

/** What came of it, as far as that is proven. */
export interface SeparateResult {
  /** Keys of tests that fail with the break, and pass in a process without it. */
  failing: Set<string>;
  /** Something fails: a test, a hook or the file itself; whether that is proven or not. */
  fails: boolean;
  isProven: boolean;
  /** Every test ran to its end, and the break was reached. */
  complete: boolean;
  error?: string;
  /** Messages of the first tests that failed, by their keys. */
  errors: Record<string, string>;
}

/**
 * Runs each file once with its break, in a process in which nothing can be left over from a run of it before, and what
 * fails once without. What a process that ends left unsaid is in no result.
 * @param proves whether a failure has to be proven: that takes another process
 */
export async function runSeparately<Run extends SeparateRun>(
  lab: JobRunner,
  runs: Run[],
  proves: (run: Run) => boolean = () => true,
): Promise<Map<Run, SeparateResult>> {
  const rows = new Map<Run, FileRow>();
  const byJob = new Map<Job, Run>(
    runs.map((plain) => [separateJob(plain.file, plain.mutant, plain.where), plain]),
  );
  await lab.run([...byJob.keys()], ({ job, lines }) => {
    const plain = byJob.get(job);
    const row = lines.find((line) => line.kind === 'file');
    if (plain && row && row.refused === undefined) rows.set(plain, row);
    return undefined;
  });
  const failed = [...rows].filter(([run, row]) => row.suspects && proves(run)).map(([{ file }]) => file);
  const passing = await passingTests(lab, new Set(failed));
  return new Map([...rows].map(([plain, row]) => [plain, resultOf(row, passing.get(plain.file))]));
}

/** @param passing in a process without the break; undefined if the file fails there too, or was not asked */
function resultOf(row: FileRow, passing: ReadonlySet<string> | undefined): SeparateResult {
  const { suspects, timeouts, hit, complete, spoiled, error, errors = {} } = row;
  const failing = new Set((suspects?.tests ?? []).filter((key) => passing?.has(key)));
  const fileFails = suspects?.fileKiller !== undefined && passing !== undefined;
  return {
    failing,
    fails: suspects !== undefined || timeouts.length > 0,
    isProven: failing.size > 0 || fileFails || timeouts.length > 0,
    complete: complete && hit && spoiled === undefined,
    ...(error !== undefined && { error }),
    errors,
  };
}

/** The tests that pass without any mutant in a process of their own, of the files that load there. */
export async function passingTests(
  lab: JobRunner,
  files: ReadonlySet<RunFile>,
): Promise<Map<RunFile, Set<string>>> {
  const passing = new Map<RunFile, Set<string>>();
  const byJob = new Map<Job, RunFile>(
    [...files].map((file) => [dryJob(file, { fresh: true, once: true }), file]),
  );
  await lab.run([...byJob.keys()], ({ job, lines }) => {
    const file = byJob.get(job);
    const load = lines.find((line) => line.kind === 'dry-file');
    if (!file || !load || load.error !== undefined) return undefined;
    const passed = lines.filter((line) => line.kind === 'dry-test').filter(({ state }) => state === 'pass');
    passing.set(file, new Set(passed.map(({ test }) => test)));
    return undefined;
  });
  return passing;
}
