import { z } from 'zod';
import type { Provenance } from '../../src/model/provenance.ts';

export const provenance = z.object({
  at: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT/)
    .meta({ description: 'When it ended, ISO 8601.' }),
  commit: z
    .object({
      hash: z.string(),
      subject: z.string().meta({ description: 'First line of the message.' }),
      changed: z.literal(true).exactOptional().meta({ description: 'The tree was not as committed.' }),
    })
    .exactOptional()
    .meta({ description: 'What was checked out, where that is known.' }),
}) satisfies z.ZodType<Provenance>;
