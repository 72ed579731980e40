import type { CleanRun, RunTest } from '../model/run.ts';
import type { Effectiveness } from './effectiveness.ts';

/**
 * Where tests are written that notice a break. A table, a loop, a suite for several settings, or several Vitest projects
 * make many tests of one text: that one of them cannot fail says nothing about it.
 */
export function placesThatNotice(run: CleanRun, byTest: Effectiveness[]): Set<string> {
  const noticing = run.tests.filter(({ index, line }) => {
    const { kills, loads } = byTest[index]!;
    return line > 0 && kills.length + loads.length > 0;
  });
  return new Set(noticing.map((test) => placeOf(run, test)));
}

export function placeOf({ files }: CleanRun, { fileIndex, line }: RunTest): string {
  return `${files[fileIndex]?.file}:${line}`;
}
