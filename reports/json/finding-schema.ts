import { z } from 'zod';
import type { Finding, FindingKind, Lead } from '../../src/model/finding.ts';
import { findingForms } from '../findings/index.ts';

const count = z.int().min(0);

function findingOf(kind: FindingKind) {
  return z.object({
    kind: z.literal(kind),
    severity: z.enum(['info', 'warning', 'error']),
    testId: z.string(),
    test: z.string().meta({ description: 'Full name of the test.' }),
    file: z.string().meta({ description: 'Relative to the root, "/" as separator.' }),
    line: count.meta({ description: '0 if unknown.' }),
    evidence: findingForms[kind].schema(z),
    reproduce: z.string().meta({ description: 'A command that shows it.' }),
    ignored: z
      .string()
      .exactOptional()
      .meta({ description: 'Why it is accepted, from a comment above the test.' }),
  });
}

export const lead = z.object({
  smell: z.enum([
    'caught',
    'not-awaited',
    'conditional',
    'no-assertion',
    'trivial-assertions',
    'only-mocks',
    'same-text',
  ]),
  testId: z.string(),
  test: z.string().meta({ description: 'Full name of the test.' }),
  file: z.string(),
  line: count.meta({ description: '0 if unknown.' }),
}) satisfies z.ZodType<Lead>;

const [first, ...others] = (Object.keys(findingForms) as FindingKind[]).map(findingOf);

/** That each kind has its own evidence is known of the forms, but not of a list of them. */
export const finding = z.discriminatedUnion('kind', [first!, ...others]) as unknown as z.ZodType<Finding>;
