import type { RunFile, RunMutant } from '../../model/run.ts';
import {
  type DryJob,
  everyRewrite,
  type FileJob,
  type HotJob,
  type MutantRef,
  type TestCosts,
  type TestKey,
  type TestPlan,
} from '../protocol.ts';

let lastId = 0;

interface DryOptions {
  /** In a process of its own. */
  fresh?: boolean;
  reversed?: boolean;
  /** Tests get other random numbers than usual. */
  draws?: number;
  /** Without tests that can be repeated. */
  once?: boolean;
  only?: TestKey;
}

export function dryJob(
  { project, path }: { project: string; path: string },
  { fresh, reversed, draws, once, only }: DryOptions = {},
): DryJob {
  const flags = {
    ...(fresh && { fresh: true as const }),
    ...(reversed && { reversed: true as const }),
    ...(draws !== undefined && { draws }),
    ...(once && { once: true as const }),
    ...(only !== undefined && { only }),
  };
  return { id: ++lastId, kind: 'dry', project, file: path, ...flags };
}

export function hotJob(
  file: RunFile,
  mutants: RunMutant[],
  plans: TestPlan[],
  wanted: Record<string, number>,
  wholeFile: boolean,
  followsAssertions: boolean,
): HotJob {
  const { project, path } = file;
  return {
    id: ++lastId,
    kind: 'hot',
    project,
    file: path,
    mutants: mutants.map(refTo),
    plans,
    wanted,
    wholeFile,
    ...(followsAssertions && { followsAssertions: true as const }),
    ...(file.shares && { alone: true as const }),
  };
}

export function fileJob(file: RunFile, mutant: RunMutant, patient: boolean): FileJob {
  return wholeFileJob(file, withEdit(mutant), patient);
}

function wholeFileJob(file: RunFile, mutant: MutantRef, patient: boolean): FileJob {
  return {
    id: ++lastId,
    kind: 'file',
    project: file.project,
    file: file.path,
    mutant,
    loadMs: file.ms,
    patient,
    ...((patient || file.apart) && { fresh: true as const }),
    ...(file.apart && { apart: true as const }),
    ...(file.shares && { alone: true as const }),
  };
}

/**
 * The file as plain Vitest would run it with the mutant in its source.
 * @param where in a process of its own, or in one that has not run the file before
 */
export function separateJob(file: RunFile, mutant: RunMutant, where: 'fresh' | 'first'): FileJob {
  return { ...fileJob(file, mutant, false), [where]: true, apart: true };
}

/** The file with every neutral mutant active. */
export function rewrittenJob(file: RunFile): FileJob {
  return wholeFileJob(file, everyRewrite, false);
}

export function costsOf({ tests }: RunFile): TestCosts {
  return Object.fromEntries(tests.map(({ key, ms, steps }) => [key, { ms, steps }]));
}

function refTo({ key, mutant }: RunMutant): MutantRef {
  return { id: mutant.id, key, number: mutant.number, site: mutant.site };
}

/** What is active from the start is in texts too. */
function withEdit(mutant: RunMutant): MutantRef {
  const { file, location, original, replacement } = mutant.mutant;
  return { ...refTo(mutant), ...(mutant.inText && { edit: { file, location, original, replacement } }) };
}
