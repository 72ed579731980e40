import type { Audit } from '../../model/audit.ts';
import type { WriteRequest } from './request.ts';
import type { WriterTask } from './requests.ts';
import type { Writer } from './writer.ts';

/** How a writer is asked, in several rounds. */
export interface WriterRounds {
  writer: Writer;
  rounds: number;
  /** How many requests run in parallel. */
  requests: number;
  audit: Audit;
  /** Root of the copy of the project, absolute. */
  root: string;
  textOf: (source: string) => string;
  requestOf: (task: WriterTask, earlier: Pick<WriteRequest, 'rejected' | 'question'>) => WriteRequest;
  signal: AbortSignal;
}
