import { parentPort, workerData } from 'node:worker_threads';
import { inferIn } from './infer.ts';

const { root, files } = workerData as { root: string; files: string[] };
parentPort?.postMessage(inferIn(root, files));
