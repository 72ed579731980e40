import { parentPort } from 'node:worker_threads';
import { inferIn } from './infer.ts';

parentPort?.on('message', ({ root, files }: { root: string; files: string[] }) => {
  parentPort?.postMessage(inferIn(root, files));
});
