import type { FindingForm } from './form.ts';
import { nothingSchema, passedBreaks, passes } from './nothing-noticed.ts';

export const smoke: FindingForm<'smoke'> = {
  name: 'smoke test',
  describe: (evidence) => `only asks that nothing throws: ${passes(evidence)}`,
  breaks: passedBreaks,
  schema: nothingSchema,
};
