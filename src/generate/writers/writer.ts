import type { Answer } from './answer.ts';
import type { WriteRequest } from './request.ts';

/** @throws WriterError with the reason, in one line */
export type Writer = (request: WriteRequest, signal: AbortSignal) => Promise<Answer>;

/** What was asked, and its cost. */
export interface WriterCost {
  requests: number;
  /** How many of them were answered from the cache. */
  cached: number;
  inputTokens: number;
  outputTokens: number;
  /** In dollars, if prices are known. */
  dollars?: number;
}
