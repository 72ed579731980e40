import type { Coupled } from '../../src/model/finding.ts';
import { own, rewriteWords } from '../breaks.ts';
import type { FindingForm } from './form.ts';
import { listed } from './nothing-noticed.ts';

export const implementationCoupled: FindingForm<'implementation-coupled'> = {
  name: 'implementation-coupled',
  describe: coupled,
  breaks: ({ mutants }) => ({ ids: mutants, does: 'fails', more: 0 }),
  schema: (z) =>
    z.object({
      mutants: z
        .array(z.string())
        .meta({ description: 'Ids of mutants that keep what the code does, with which it fails.' }),
      rewrites: z.array(z.string()).meta({ description: 'By which mutators they are.' }),
      texts: z.array(z.string()).exactOptional().meta({
        description: 'Functions and files of the project whose text its assertions were given.',
      }),
    }),
};

function coupled({ rewrites, texts }: Coupled): string {
  const texted = texts ? `looks at the text of ${listed(texts)}` : '';
  if (rewrites.length === 0) return texted;
  const fails = `fails although the code does the same, ${listed(rewrites.map((name) => own(rewriteWords, name) ?? name))}`;
  return texted === '' ? fails : `${fails}; it ${texted}`;
}
