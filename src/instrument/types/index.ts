import { Worker } from 'node:worker_threads';
import type { MutateContext } from '../syntax.ts';
import type { InferredTypes } from './infer.ts';

export type { InferredTypes };

/**
 * Infers the types of the files' functions in a thread of its own, which takes one to three seconds. `files` are
 * relative to `root`; the offsets are those of the files as they are on disk.
 * @throws if TypeScript fails or `signal` is aborted; an audit can go on without.
 */
export function inferTypes(
  root: string,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<InferredTypes> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`worker.${extension}`, import.meta.url), { workerData: { root, files } });
  const { promise, resolve, reject } = Promise.withResolvers<InferredTypes>();
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('The type inference ended without a result.')));
  return promise.finally(() => {
    signal?.removeEventListener('abort', stop);
    return worker.terminate();
  });
}

/** What is inferred for one file, in the form in which mutators ask for it. */
export function contextOf(types: InferredTypes, file: string): MutateContext {
  const { returns = {}, parameters = {} } = types[file] ?? {};
  return { returnType: (body) => returns[body], parameterType: (name) => parameters[name] };
}
