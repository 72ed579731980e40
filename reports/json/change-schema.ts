import { z } from 'zod';
import { mutantStatuses } from '../../src/model/audit.ts';
import type { Change } from '../../src/model/change.ts';

const count = z.int().min(0);
const verdict = z.enum(['tested', 'weak', 'pseudo-tested', 'untested']);
const place = z.object({ file: z.string(), name: z.string() });
const set = z.literal(true).exactOptional();

const functionOfChange = z.object({
  id: z.string().meta({ description: 'Id of the function in functions.' }),
  why: z.enum(['changed', 'new', 'caller', 'run-by-tests']).meta({
    description:
      'caller: it calls a function that changed; run-by-tests: a test that was added, edited or deleted runs it.',
  }),
  movedFrom: place.exactOptional(),
  before: verdict.exactOptional().meta({ description: 'Its verdict before, where it fell.' }),
});

const unnoticed = z.object({
  id: z.string().meta({ description: 'Id of the break in mutants.' }),
  kind: z.enum(['new-survivor', 'lost-kill', 'old', 'unknown']).meta({
    description:
      'new-survivor: in new code, or noticed before; lost-kill: the tests of the base notice this very break; old: unnoticed before; unknown: the base could not tell.',
  }),
  isNewCode: set,
  before: z
    .enum(mutantStatuses)
    .exactOptional()
    .meta({ description: 'What its counterpart was before the change.' }),
  noticedBefore: z
    .array(place)
    .exactOptional()
    .meta({ description: 'Tests of the base that notice it, or its counterpart.' }),
  rank: z.int().min(1).exactOptional().meta({ description: 'Where it stands among those shown first.' }),
  arid: z.string().exactOptional().meta({ description: 'Why it is not shown first.' }),
});

const testOfChange = z.object({
  id: z.string().meta({ description: 'Id of the test in tests.' }),
  what: z.enum(['added', 'edited']),
  onBase: z.enum(['fails', 'passes', 'does-not-load']).exactOptional().meta({
    description: 'What it does with the code of the base; absent where that was not tried.',
  }),
  failure: z.string().exactOptional(),
  witness: z
    .string()
    .exactOptional()
    .meta({ description: 'Id of a break that it notices; absent if it notices none.' }),
  isOnlyWitness: set,
  checksTypes: set.meta({ description: 'It has no witness, and asks about types.' }),
  guards: set.meta({
    description: 'It has no witness, and only asks that something does not happen or that its input stays.',
  }),
  asBefore: set.meta({ description: 'It has no witness, and noticed nothing before the change either.' }),
  isPartial: set.meta({ description: 'It has no witness, and not all that it runs was broken.' }),
  pins: z.object({ noticed: count, reached: count }).exactOptional().meta({
    description: 'How many breaks of changed lines it notices, of how many that it runs.',
  }),
  findings: z.array(z.string()),
});

/** What `--since` adds to an audit. */
export const change = z
  .object({
    base: z.object({
      ref: z.string(),
      commit: z.string(),
      compared: z.enum(['run', 'not-needed', 'failed']),
      reason: z.string().exactOptional(),
    }),
    changed: z.object({ sources: count, tests: count, others: count }),
    functions: z.array(functionOfChange),
    unnoticed: z.array(unnoticed),
    tests: z.array(testOfChange),
    testsGone: z.array(place.extend({ why: z.enum(['deleted', 'skipped']) })),
    coverage: z.object({ killed: count, valid: count, percent: z.number().min(0).max(100).nullable() }),
    usefulness: z.object({ needed: count, decided: count }).exactOptional().meta({
      description:
        'Of the breaks that people decided on, how many need a test; absent as long as there are few.',
    }),
  })
  .meta({
    id: 'Change',
    description: 'What a change made worse, under --since.',
  }) satisfies z.ZodType<Change>;
