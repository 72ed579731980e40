import { parentPort, workerData } from 'node:worker_threads';
import type { Mutant } from '../model/mutant.ts';
import { type CheckedFile, TypeCheck } from './check.ts';

const { root, files } = workerData as { root: string; files: CheckedFile[] };
const typeCheck = new TypeCheck(root, files);
parentPort?.once('message', (mutants: Mutant[]) => {
  for (const checked of typeCheck.check(mutants)) parentPort?.postMessage(checked);
});
