import { askThread, moduleBeside } from '../../typescript/thread.ts';
import type { MutateContext } from '../syntax.ts';
import type { InferredTypes } from './infer.ts';

export type { InferredTypes };

/**
 * Infers the types of the files' functions in a separate thread, in one to three seconds. `files` are relative to
 * `root`; offsets are those of the files on disk.
 * @throws if TypeScript fails or `signal` is aborted; an audit can continue without types
 */
export function inferTypes(
  root: string,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<InferredTypes> {
  return askThread(moduleBeside(import.meta.url, 'worker'), { root, files }, signal);
}

/** The inferred types of one file, in the form that mutators ask for. */
export function contextOf(types: InferredTypes, file: string): MutateContext {
  const { returns = {}, parameters = {} } = types[file] ?? {};
  return { returnType: (body) => returns[body], parameterType: (name) => parameters[name] };
}
