import { appendFileSync, statSync } from 'node:fs';
import type { Audit } from '../../src/model/audit.ts';
import { type CommentContext, cutLines, renderOutside } from '../markdown/comment.ts';

/** What GitHub takes of one step, in bytes; of more it shows nothing. */
const limit = 1024 * 1024;

/** Adds the summary to the file whose text GitHub shows on the page of the job. */
export function addJobSummary(file: string, audit: Audit, context: CommentContext): void {
  const used = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const text = cutLines(`${renderOutside(audit, context)}\n`, limit - used, Buffer.byteLength);
  if (used + Buffer.byteLength(text) <= limit) appendFileSync(file, text);
}
