import { oneLine } from '../text.ts';
import type { FindingForm } from './form.ts';
import { countSchema } from './nothing-noticed.ts';

export const flaky: FindingForm<'flaky'> = {
  name: 'flaky',
  describe: ({ passed, failed, error }) =>
    `passes ${passed} and fails ${failed} of ${passed + failed} times with nothing changed: ${oneLine(error)}`,
  schema: (z) => z.object({ passed: countSchema(z), failed: countSchema(z), error: z.string() }),
};
