import type { FindingForm } from './form.ts';
import { assertionsOf, nothingSchema, passedBreaks, passes } from './nothing-noticed.ts';

export const hollow: FindingForm<'hollow'> = {
  name: 'hollow',
  describe: (evidence) => {
    if (evidence.guards === 'absence') return `${passes(evidence)}: it has only negative assertions`;
    if (evidence.guards === 'input')
      return `${passes(evidence)}: it only asks that what it hands over stays as it was`;
    if (evidence.apart)
      return `runs no code of the project: its ${assertionsOf(evidence)} only ${evidence.assertions.made === 1 ? 'looks' : 'look'} at values that the test file makes itself`;
    return `${passes(evidence)}: its ${assertionsOf(evidence)} ${evidence.assertions.made === 1 ? 'passes' : 'pass'} either way`;
  },
  breaks: passedBreaks,
  schema: (z) =>
    nothingSchema(z).extend({
      guards: z.enum(['absence', 'input']).exactOptional().meta({
        description: 'It has only negative assertions, or asks that its own input stays as it was.',
      }),
      apart: z.boolean().exactOptional().meta({
        description:
          'It runs no code of the project, and all that it asserts is about values that its file makes itself.',
      }),
    }),
};
