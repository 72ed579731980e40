import { exitCodes, UserError } from '../errors.ts';

/**
 * The result of the work. If the user stopped it, any other error is ignored.
 * @throws UserError (incomplete) once the user has asked to stop
 */
export async function unlessStopped<T>(
  signal: AbortSignal,
  hint: string,
  work: () => Promise<T>,
): Promise<T> {
  const result = await work().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  if (signal.aborted) throw new UserError(exitCodes.incomplete, 'interrupted, so there is no result', hint);
  return result as T;
}
