import { moduleBeside, startThread } from '../../typescript/thread.ts';
import type { MutateContext } from '../syntax.ts';
import type { InferredTypes } from './infer.ts';

export type { InferredTypes };

/**
 * Infers the types of the files' functions in a thread of its own, which takes one to three seconds. `files` are
 * relative to `root`; the offsets are those of the files as they are on disk.
 * @throws if TypeScript fails or `signal` is aborted; an audit can go on without.
 */
export async function inferTypes(
  root: string,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<InferredTypes> {
  let found: InferredTypes | undefined;
  const onTypes = (types: InferredTypes) => {
    found = types;
  };
  await startThread(moduleBeside(import.meta.url, 'worker'), { root, files }, onTypes, signal).ended;
  if (!found) throw new Error('The type inference ended without a result.');
  return found;
}

/** What is inferred for one file, in the form in which mutators ask for it. */
export function contextOf(types: InferredTypes, file: string): MutateContext {
  const { returns = {}, parameters = {} } = types[file] ?? {};
  return { returnType: (body) => returns[body], parameterType: (name) => parameters[name] };
}
