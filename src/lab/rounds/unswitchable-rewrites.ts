import { join } from 'node:path';
import { applyMutant } from '../../model/apply.ts';
import type { Mutant } from '../../model/mutant.ts';
import type { CleanRun, Coupling, RunFile } from '../../model/run.ts';
import type { Lab } from '../lab.ts';
import { dryJob } from '../plan/jobs.ts';
import type { Job } from '../protocol.ts';

export interface WholeFileContext {
  lab: Lab;
  run: CleanRun;
  root: string;
  timeoutFactor: number;
  /** The text of a source. */
  original(file: string): string;
  signal: AbortSignal;
}

/**
 * Some neutral mutants cannot be switched while the program runs. For them Vitest is started again, with all of them in
 * the sources. A test is coupled if it fails then, fails again with one of them alone in a process of its own, and
 * passes there with the original sources.
 */
export async function runWholeFiles(context: WholeFileContext, mutants: Mutant[]): Promise<Coupling[]> {
  const files = reaching(mutants, context.run);
  if (files.length === 0) return [];
  const suspects = await failing(context, mutants, files);
  if (suspects.size === 0) return [];
  const open = files.filter(({ tests }) => tests.some(({ index }) => suspects.has(index)));
  const couplings = await tellApart(context, mutants, open, suspects);
  const confirmed: Coupling[] = [];
  for (const { mutant, tests } of couplings) {
    const own = open.filter((file) => file.tests.some(({ index }) => tests.includes(index)));
    const fails = await failing(context, [mutant], own, { fresh: true, once: true });
    confirmed.push({ mutant, tests: tests.filter((test) => fails.has(test)) });
  }
  const still = await failing(context, [], open, { fresh: true, once: true });
  return confirmed
    .map(({ mutant, tests }) => ({ mutant, tests: tests.filter((test) => !still.has(test)) }))
    .filter(({ tests }) => tests.length > 0);
}

/** Tries one half of the mutants, then the other, and so on, because each try costs a start of Vitest. */
async function tellApart(
  context: WholeFileContext,
  mutants: Mutant[],
  files: RunFile[],
  failed: ReadonlySet<number>,
): Promise<Coupling[]> {
  const [only, ...others] = mutants;
  if (!only || failed.size === 0) return [];
  if (others.length === 0) return [{ mutant: only, tests: [...failed] }];
  const middle = mutants.length >> 1;
  const couplings: Coupling[] = [];
  for (const half of [mutants.slice(0, middle), mutants.slice(middle)]) {
    const met = reaching(half, context.run).filter((file) => files.includes(file));
    const still = await failing(context, half, met);
    couplings.push(
      ...(await tellApart(context, half, met, new Set([...still].filter((test) => failed.has(test))))),
    );
  }
  return couplings;
}

function reaching(mutants: Mutant[], { mutants: all, files }: CleanRun): RunFile[] {
  const sources = new Set(mutants.map(({ file }) => file));
  const indices = new Set(
    all
      .filter(({ mutant }) => sources.has(mutant.file))
      .flatMap(({ reach }) => reach.map(({ fileIndex }) => fileIndex)),
  );
  return files.filter(({ index }) => indices.has(index));
}

/** The tests that do not pass with all these mutants in the sources, by index. */
async function failing(
  context: WholeFileContext,
  mutants: Mutant[],
  files: RunFile[],
  how: { fresh?: boolean; once?: boolean } = {},
): Promise<Set<number>> {
  const { lab, signal } = context;
  const failed = new Set<number>();
  if (files.length === 0 || signal.aborted) return failed;
  serve(context, mutants);
  await lab.restart('instrumented');
  const byJob = new Map<Job, RunFile>(files.map((file) => [dryJob(file, how), file]));
  await lab.run([...byJob.keys()], ({ job, lines, died }) => {
    const file = byJob.get(job);
    if (!file || died) return undefined;
    const load = lines.find((line) => line.kind === 'dry-file');
    const passed = new Set(
      lines
        .filter((line) => line.kind === 'dry-test')
        .flatMap(({ state, test }) => (state === 'pass' ? [test] : [])),
    );
    if (load) for (const { key, index } of file.tests) if (!passed.has(key)) failed.add(index);
    return undefined;
  });
  return failed;
}

function serve({ lab, root, timeoutFactor, original }: WholeFileContext, mutants: Mutant[]): void {
  const texts = [...Map.groupBy(mutants, ({ file }) => file)].map(([file, own]) => {
    // From the last to the first, so that the places of the others stay.
    const lastFirst = own.toSorted((a, b) => b.location.start.line - a.location.start.line);
    const code = lastFirst.reduce((text, mutant) => applyMutant(text, mutant), original(file));
    return { path: join(root, file), original: original(file), code, map: noMap };
  });
  lab.serve(texts, { timeoutFactor, files: [] });
}

const noMap = JSON.stringify({ version: 3, sources: [], names: [], mappings: '' });
