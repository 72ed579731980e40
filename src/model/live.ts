import type { MutantStatus } from './audit.ts';
import type { Decision } from './decision.ts';
import type { Words } from './words.ts';

/** A verdict of an audit that still runs, as it reaches whoever looks on. */
export interface ArrivedVerdict {
  /** Of the mutant. */
  id: string;
  status: MutantStatus;
  /** Path relative to the project root, `/` as separator. */
  file: string;
  /** 1-based. */
  line: number;
  /** Of the function that it is in, if it is in any. */
  functionName?: string;
  /** What the break does. */
  what: Words;
}

/** What `realcov open` tells a page; `audit` is when the audit that runs began, which tells audits apart. */
export type LiveEvent =
  /** How far it is. */
  | { type: 'progress'; audit: string; text: string; done: number; total?: number }
  /** What it has found, in the order in which it came; a later verdict of the same break is the one that holds. */
  | { type: 'verdicts'; audit: string; verdicts: ArrivedVerdict[] }
  /** It is over; its result, if there is one, is told on its own. */
  | { type: 'ended'; audit: string }
  /** There is another audit to show: ask for the data. */
  | { type: 'data' }
  /** Somebody decided something elsewhere: all that is decided now. */
  | { type: 'decisions'; decisions: Decision[] };
