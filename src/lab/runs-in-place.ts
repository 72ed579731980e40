import type { Notice } from '../model/audit.ts';

/** What the reader is told where the suite does not pass, or Vitest does not start, on a copy. */
export const runsInPlace: Notice = {
  kind: 'suite',
  message:
    'tests fail on the copy of the project that is thrown away, so they run on the project itself, as with --in-place',
};
