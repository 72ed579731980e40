import { isError } from './origin.ts';

/**
 * Keeps only the message of a failure under a mutant. Otherwise Vitest would print a diff of its values, and trace
 * every frame of its stack through source maps, which takes longer than the test.
 */
export function strip(error: unknown): void {
  if (!isError(error) || 'code' in error) return;
  try {
    error.stack = error.message;
    if ('showDiff' in error)
      Object.assign(error, { showDiff: false, actual: undefined, expected: undefined });
  } catch {
    // A frozen error stays as it is.
  }
}
