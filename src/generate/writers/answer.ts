import { z } from 'zod';
import { WriterError } from './errors.ts';

const test = z.object({
  name: z.string().trim().min(1).max(200),
  /** Body of an async test function. */
  code: z.string().trim().min(1).max(20_000),
  /** The sentence of the contract that it checks, word for word; none if the contract does not say. */
  clause: z.string().trim().max(2_000).nullish(),
});

/** The answer of a writer. */
const answerSchema = z.object({ tests: z.array(test).max(50) });

export type Answer = z.infer<typeof answerSchema>;

/** The same as JSON schema, in the form that model servers expect: everything is required, nothing may be added. */
export const answerJsonSchema: Record<string, unknown> = {
  type: 'object',
  properties: {
    tests: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string', description: 'What is tested, in a few words.' },
          code: { type: 'string', description: 'Body of an async test function.' },
          clause: {
            type: ['string', 'null'],
            description: 'The sentence of the contract that it checks, word for word; null if there is none.',
          },
        },
        required: ['name', 'code', 'clause'],
        additionalProperties: false,
      },
    },
  },
  required: ['tests'],
  additionalProperties: false,
};

/**
 * Reads an answer: only JSON, or JSON in a fenced block or with text around it, as models write it.
 * @throws WriterError if there is no JSON in the text
 */
export function readAnswer(text: string): Answer {
  const value = parsed(text);
  if (value === undefined) throw new WriterError('the writer answers with something that is no JSON');
  const checked = answerSchema.safeParse(value);
  if (checked.success)
    return { tests: checked.data.tests.map((each) => ({ ...each, code: withoutFence(each.code) })) };
  const [issue] = checked.error.issues;
  const where = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  throw new WriterError(`the writer answers in another form${where}: ${issue?.message}`);
}

function parsed(text: string): unknown {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/.exec(text)?.[1];
  const [first, last] = [text.indexOf('{'), text.lastIndexOf('}')];
  const within = first !== -1 && last > first ? text.slice(first, last + 1) : undefined;
  for (const candidate of [text, fenced, within]) {
    if (candidate === undefined) continue;
    try {
      return JSON.parse(candidate);
    } catch {}
  }
  return undefined;
}

/** Code in a fenced block, with or without text around it. */
function withoutFence(code: string): string {
  return /```[a-z]*\s*\n([\s\S]*?)\n?\s*```/.exec(code)?.[1]?.trim() ?? code;
}
