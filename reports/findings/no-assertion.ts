import type { NothingSaid } from '../../src/model/finding.ts';
import { count } from '../wording.ts';
import type { FindingForm } from './form.ts';
import { countSchema, nothingSchema, passedBreaks, passes } from './nothing-noticed.ts';

export const noAssertion: FindingForm<'no-assertion'> = {
  name: 'no assertion',
  describe: (evidence) =>
    evidence.kills === undefined
      ? `${passes(evidence)}: ${saysNothing(evidence)}`
      : `none of its assertions is made, as what they ask about is not there; it only notices ${count(evidence.kills, 'break')} that ${evidence.kills === 1 ? 'makes' : 'make'} it fail earlier`,
  breaks: passedBreaks,
  schema: (z) =>
    nothingSchema(z).extend({
      trivial: z.boolean(),
      why: z.enum(['never-made', 'existence']).exactOptional().meta({
        description: 'It has assertions, and none was made; or they only ask that something is there.',
      }),
      kills: countSchema(z).exactOptional().meta({
        description: 'How many breaks it notices although no assertion was made, because it cannot go on.',
      }),
    }),
};

function saysNothing({ trivial, why: reason, assertions: { made } }: NothingSaid): string {
  if (reason === 'never-made') return 'none of its assertions is made';
  if (reason === 'existence')
    return `its ${made === 1 ? 'assertion only asks' : `${made} assertions only ask`} that something is there`;
  return trivial ? 'it compares constants' : 'it asserts nothing';
}
