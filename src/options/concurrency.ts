import { availableParallelism } from 'node:os';

/** All cores but one; all of them on a machine with four or fewer. */
export function defaultConcurrency(cores = availableParallelism()): number {
  return cores > 4 ? cores - 1 : cores;
}

/** Test processes for `"50%"` of the cores, at least one. */
export function shareOfCores(percentage: string, cores = availableParallelism()): number {
  return Math.max(1, Math.round((cores * Number.parseInt(percentage, 10)) / 100));
}
