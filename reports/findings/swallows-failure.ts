import type { FailureLost } from '../../src/model/finding.ts';
import type { FindingForm } from './form.ts';
import { countSchema, nothingSchema, passedBreaks } from './nothing-noticed.ts';

export const swallowsFailure: FindingForm<'swallows-failure'> = {
  name: 'swallows failure',
  describe: loses,
  breaks: (evidence) => {
    const passed = passedBreaks(evidence);
    return { ...passed, ids: [...new Set([...evidence.throwing, ...passed.ids])] };
  },
  schema: (z) =>
    nothingSchema(z).extend({
      how: z.enum(['caught', 'not-awaited', 'conditional']),
      throwing: z
        .array(z.string())
        .meta({ description: 'Ids of breaks that throw at once, with which it passes.' }),
      kills: countSchema(z).exactOptional().meta({
        description:
          'How many breaks it notices; it passes with those because fewer assertions are made then.',
      }),
    }),
};

const losses = {
  caught: 'something in the test catches the failure',
  'not-awaited': 'nothing waits for its assertion',
  conditional: 'its assertion only runs if something holds',
} as const;

function loses({ how, kills }: FailureLost): string {
  if (kills === undefined) return `passes although what it calls throws at once: ${losses[how]}`;
  return `passes although what it calls throws at once, and makes fewer assertions then: ${losses[how]}`;
}
