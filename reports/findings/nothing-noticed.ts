/** What the kinds have in common of which a test passes with every break. */
import type { NothingNoticed } from '../../src/model/finding.ts';
import { count, number } from '../wording.ts';
import type { BreakEvidence, Zod } from './form.ts';

export function passes({ breaks, crashes }: NothingNoticed): string {
  if (breaks + crashes === 0) return 'runs no code that can be broken';
  if (crashes === 0)
    return `passes with ${breaks === 1 ? 'the only break' : `all ${count(breaks, 'break')}`} it was run with`;
  const others = crashes === 1 ? 'other one' : `other ${crashes}`;
  return `passes with ${number(breaks)} of the ${count(breaks + crashes, 'break')} it was run with, and the ${others} ${crashes === 1 ? 'crashes' : 'crash'} any test`;
}

export function assertionsOf({ assertions: { made } }: NothingNoticed): string {
  return made === 0 ? 'checks' : count(made, 'assertion');
}

export function listed(words: string[]): string {
  return words.length <= 1 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function passedBreaks({ functions, passes: ids = functions, breaks }: NothingNoticed): BreakEvidence {
  return { ids, does: 'passes', more: Math.max(0, breaks - ids.length) };
}

/** @returns a whole number from 0 */
export const countSchema = (z: Zod) => z.int().min(0);

export function nothingSchema(z: Zod) {
  const amount = countSchema(z);
  const assertions = z
    .object({
      made: amount,
      onMocks: amount.meta({ description: 'Of those, on a mock or spy itself.' }),
      throws: amount.meta({ description: 'That something throws or rejects.' }),
      notThrows: amount.meta({ description: 'That it does not.' }),
      absences: amount.meta({ description: 'That something is not so, or on a mock that was not called.' }),
    })
    .meta({ description: 'How many assertions the test makes, by what they are about.' });
  return z.object({
    assertions,
    breaks: amount.meta({ description: 'How many breaks it passes with, probes aside.' }),
    crashes: amount.meta({
      description: 'How many others throw by themselves or do not end, so that any test would notice.',
    }),
    functions: z
      .array(z.string())
      .meta({ description: 'Ids of whole-function breaks among them, deleted bodies first; at most ten.' }),
    passes: z.array(z.string()).exactOptional().meta({
      description: 'Ids of all that it passes with, those of whole functions first; at most 200.',
    }),
  });
}
