import type { RunFile, RunMutant } from '../model/run.ts';
import type { DryJob, FileJob, HotJob, MutantRef, TestPlan } from './protocol.ts';

let lastId = 0;

export function dryJob(file: { project: string; path: string }, fresh = false): DryJob {
  return { id: ++lastId, kind: 'dry', project: file.project, file: file.path, ...(fresh && { fresh }) };
}

export function hotJob(
  file: RunFile,
  plans: TestPlan[],
  wanted: Record<number, number>,
  wholeFile: boolean,
): HotJob {
  return { id: ++lastId, kind: 'hot', project: file.project, file: file.path, plans, wanted, wholeFile };
}

export function fileJob(file: RunFile, mutant: RunMutant, patient: boolean): FileJob {
  const tests = Object.fromEntries(file.tests.map(({ key, ms, steps }) => [key, { ms, steps }]));
  return {
    id: ++lastId,
    kind: 'file',
    project: file.project,
    file: file.path,
    mutant: refTo(mutant),
    tests,
    loadMs: file.ms,
    patient,
    ...(patient && { fresh: true as const }),
  };
}

export function refTo({ index, key, mutant }: RunMutant): MutantRef {
  return { index, key, number: mutant.number, site: mutant.site };
}
