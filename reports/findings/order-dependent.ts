import { oneLine } from '../text.ts';
import type { FindingForm } from './form.ts';
import { countSchema } from './nothing-noticed.ts';

export const orderDependent: FindingForm<'order-dependent'> = {
  name: 'order-dependent',
  describe: ({ alone, failed, passed, error }) => {
    const inReverse = `fails ${failed} of ${passed + failed} times with the tests of its file in reverse order`;
    return `${alone === 'fails' ? `passes only after other tests: it fails alone, and ${inReverse}` : inReverse}: ${oneLine(error)}`;
  },
  schema: (z) =>
    z.object({
      passed: countSchema(z).meta({
        description: 'How often, with the tests of its file in reverse order.',
      }),
      failed: countSchema(z),
      error: z.string(),
      alone: z
        .enum(['fails', 'passes'])
        .exactOptional()
        .meta({ description: 'What it does as the only test that runs.' }),
    }),
};
