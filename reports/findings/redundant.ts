import { count } from '../wording.ts';
import type { FindingForm } from './form.ts';
import { countSchema } from './nothing-noticed.ts';

export const redundant: FindingForm<'redundant'> = {
  name: 'redundant',
  describe: ({ kills }) => `other tests notice each of the ${count(kills, 'break')} that it notices`,
  schema: (z) => z.object({ kills: countSchema(z) }),
};
