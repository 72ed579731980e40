import { z } from 'zod';

/** What a writer is asked: tests for the breaks of one function that no test notices. */
export interface WriteRequest {
  version: 1;
  instructions: string;
  /** Relative to the root, `/` as separator. */
  file: string;
  function: string;
  /** What the module exports it as, and by which name tests import the module. */
  exported: string;
  specifier: string;
  /** What the function promises, from the comment above it. */
  contract?: string;
  source: string;
  breaks: { id: string; original: string; replacement: string; line: number }[];
  /** Tests of the rounds before that were not accepted, and why. */
  rejected: { name: string; code: string; reason: string }[];
}

const instructions = [
  'Write tests for Vitest that fail with at least one of the breaks and pass with the source as it is.',
  'Answer on standard output with JSON alone: { "tests": [{ "name": string, "code": string }] }.',
  '"code" is the body of an async test function. It may use expect and vi of Vitest and whatever the module exports;',
  'it imports nothing. Ask for results that the contract promises, not for the way in which they come about.',
].join(' ');

export function requestFor(about: Omit<WriteRequest, 'version' | 'instructions'>): WriteRequest {
  return { version: 1, instructions, ...about };
}

/** What a writer answers. */
export const answerSchema = z.object({
  tests: z
    .array(z.object({ name: z.string().trim().min(1).max(200), code: z.string().trim().min(1).max(20_000) }))
    .max(50),
});

export type Answer = z.infer<typeof answerSchema>;

/** @throws WriterError with what went wrong, in one line */
export type Writer = (request: WriteRequest, signal: AbortSignal) => Promise<Answer>;

/** The writer did not answer as it should; nothing of it is used. */
export class WriterError extends Error {}

/** @throws WriterError if the text is not an answer */
export function readAnswer(text: string): Answer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WriterError('the writer answers with something that is no JSON');
  }
  const parsed = answerSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  throw new WriterError(`the writer answers in another form${where}: ${issue?.message}`);
}
