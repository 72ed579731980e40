import type { Answer } from './answer.ts';
import type { WriteRequest } from './request.ts';

/** @throws WriterError with what went wrong, in one line */
export type Writer = (request: WriteRequest, signal: AbortSignal) => Promise<Answer>;

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
