import type { RunFile, RunMutant } from '../model/run.ts';
import {
  type DryJob,
  everyRewrite,
  type FileJob,
  type HotJob,
  type MutantRef,
  type TestCosts,
  type TestKey,
  type TestPlan,
} from './protocol.ts';

let lastId = 0;

interface DryOptions {
  /** In a process of its own. */
  fresh?: boolean;
  reversed?: boolean;
  only?: TestKey;
}

export function dryJob(
  { project, path }: { project: string; path: string },
  { fresh, reversed, only }: DryOptions = {},
): DryJob {
  const flags = {
    ...(fresh && { fresh: true as const }),
    ...(reversed && { reversed: true as const }),
    ...(only !== undefined && { only }),
  };
  return { id: ++lastId, kind: 'dry', project, file: path, ...flags };
}

export function hotJob(
  file: RunFile,
  mutants: RunMutant[],
  plans: TestPlan[],
  wanted: Record<number, number>,
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
  return {
    id: ++lastId,
    kind: 'file',
    project: file.project,
    file: file.path,
    mutant: refTo(mutant),
    loadMs: file.ms,
    patient,
    ...(patient && { fresh: true as const }),
    ...(file.shares && { alone: true as const }),
  };
}

/** The file with every neutral mutant on. */
export function rewrittenJob(file: RunFile): FileJob {
  const { project, path, ms } = file;
  return {
    id: ++lastId,
    kind: 'file',
    project,
    file: path,
    mutant: everyRewrite,
    loadMs: ms,
    patient: false,
    ...(file.shares && { alone: true as const }),
  };
}

export function costsOf({ tests }: RunFile): TestCosts {
  return Object.fromEntries(tests.map(({ key, ms, steps }) => [key, { ms, steps }]));
}

function refTo({ index, key, mutant }: RunMutant): MutantRef {
  return { index, key, number: mutant.number, site: mutant.site };
}
