import type { NothingSaid } from '../../src/model/finding.ts';
import type { FindingForm } from './form.ts';
import { nothingSchema, passedBreaks, passes } from './nothing-noticed.ts';

export const noAssertion: FindingForm<'no-assertion'> = {
  name: 'no assertion',
  describe: (evidence) => `${passes(evidence)}: ${saysNothing(evidence)}`,
  breaks: passedBreaks,
  schema: (z) =>
    nothingSchema(z).extend({
      trivial: z.boolean(),
      why: z.enum(['never-made', 'existence']).exactOptional().meta({
        description: 'It has assertions, and none was made; or they only ask that something is there.',
      }),
    }),
};

function saysNothing({ trivial, why: reason, assertions: { made } }: NothingSaid): string {
  if (reason === 'never-made') return 'none of its assertions is made';
  if (reason === 'existence')
    return `its ${made === 1 ? 'assertion only asks' : `${made} assertions only ask`} that something is there`;
  return trivial ? 'it compares constants' : 'it asserts nothing';
}
