import type { RunFile, RunMutant } from '../../model/run.ts';
import type { JobRunner } from '../job-runner.ts';
import { dryJob, separateJob } from '../plan/jobs.ts';
import type { FileRow, Job } from '../protocol.ts';

/** A test file to run as plain Vitest would run it, with the break in the source. */
export interface SeparateRun {
  file: RunFile;
  mutant: RunMutant;
  /** In a process of its own, or (cheaper) in one that has not run the file before. */
  where: 'fresh' | 'first';
}

/** The result, as far as it is proven. */
export interface SeparateResult {
  /** Keys of tests that fail with the break, and pass in a process without it. */
  failing: Set<string>;
  /** A test, a hook or the file itself fails, proven or not. */
  fails: boolean;
  isProven: boolean;
  /** Every test ran to its end, and the break was reached. */
  complete: boolean;
  error?: string;
  /** Messages of the first tests that failed, by their keys. */
  errors: Record<string, string>;
}

/**
 * Runs each file once with its break, in a process that has not run the file before. A file that fails is run once more
 * without the break. Runs whose process ended early are missing from the result.
 * @param proves whether a failure has to be proven, which takes another process
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

/** @param passing tests that pass without the break; undefined if the file fails to load, or was not run without it */
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

/** For each file that loads without any mutant in a process of its own: the tests that pass there. */
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
