import type { Answer } from './answer.ts';
import type { WriteRequest } from './request.ts';

/** @throws WriterError with what went wrong, in one line */
export type Writer = (request: WriteRequest, signal: AbortSignal) => Promise<Answer>;

/** The writer did not answer as it should; nothing of it is used. */
export class WriterError extends Error {}

/** There is no money or are no tokens left to ask with. */
export class BudgetSpent extends WriterError {}

/** What was asked, and what it cost. */
export interface WriterCost {
  requests: number;
  /** How many of them were answered from what is kept. */
  cached: number;
  inputTokens: number;
  outputTokens: number;
  /** In dollars, if prices are known. */
  dollars?: number;
}
