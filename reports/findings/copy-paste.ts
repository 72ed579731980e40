import { count } from '../wording.ts';
import type { FindingForm } from './form.ts';
import { countSchema } from './nothing-noticed.ts';

export const copyPaste: FindingForm<'copy-paste'> = {
  name: 'copy-paste',
  describe: ({ of, twins, kills }) => {
    const others = twins.length > 2 ? ` and ${count(twins.length - 2, 'other')}` : '';
    return `duplicates "${of}"${others} with different values, and notices the same ${count(kills, 'break')}`;
  },
  schema: (z) =>
    z.object({
      twins: z
        .array(z.string())
        .meta({ description: 'Ids of all tests that are the same but for their values, itself among them.' }),
      of: z.string().meta({ description: 'Full name of the first of them.' }),
      kills: countSchema(z).meta({ description: 'How many breaks each of them notices: the same ones.' }),
      table: z.string().exactOptional().meta({ description: 'A unified diff that makes one table of them.' }),
    }),
};
