import type { Echo } from '../../src/model/finding.ts';
import type { FindingForm } from './form.ts';
import { assertionsOf, listed, nothingSchema, passedBreaks, passes } from './nothing-noticed.ts';

export const mockEcho: FindingForm<'mock-echo'> = {
  name: 'mock echo',
  describe: echoes,
  breaks: passedBreaks,
  schema: (z) =>
    nothingSchema(z).extend({
      told: z.array(z.string()).exactOptional().meta({
        description: 'Names of mocks: all that it looks at is what the test itself told them.',
      }),
      modules: z.array(z.string()).exactOptional().meta({
        description:
          'The sources that it imports, all of them replaced by mocks, so that none of their code runs.',
      }),
    }),
};

function echoes(evidence: Echo): string {
  const asks = `its ${assertionsOf(evidence)} only ${evidence.assertions.made === 1 ? 'asks' : 'ask'}`;
  if (evidence.modules)
    return `runs no code of the project: it replaces ${listed(evidence.modules)} by mocks, and ${asks} what these say`;
  if (!evidence.told) return `${passes(evidence)}: ${asks} mocks`;
  return `${asks} what the test itself told ${evidence.told.length > 0 ? `${evidence.told.length === 1 ? 'the mock' : 'the mocks'} ${listed(evidence.told)}` : 'its mocks'}`;
}
