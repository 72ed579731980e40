import { z } from 'zod';
import type { Finding, Lead } from '../../src/model/finding.ts';

const count = z.int().min(0);

const assertions = z
  .object({
    made: count,
    onMocks: count.meta({ description: 'Of those, on a mock or spy itself.' }),
    throws: count.meta({ description: 'That something throws or rejects.' }),
    notThrows: count.meta({ description: 'That it does not.' }),
    absences: count.meta({ description: 'That something is not so, or on a mock that was not called.' }),
  })
  .meta({ description: 'How many assertions the test makes, by what they are about.' });

const nothing = z.object({
  assertions,
  breaks: count.meta({ description: 'How many breaks it passes with, probes aside.' }),
  crashes: count.meta({
    description: 'How many others throw by themselves or do not end, so that any test would notice.',
  }),
  functions: z
    .array(z.string())
    .meta({ description: 'Ids of whole-function breaks among them, deleted bodies first; at most ten.' }),
  passes: z.array(z.string()).exactOptional().meta({
    description: 'Ids of all that it passes with, those of whole functions first; at most 200.',
  }),
});

const evidence = {
  hollow: nothing.extend({
    guards: z
      .enum(['absence', 'input'])
      .exactOptional()
      .meta({ description: 'It only asks what is not so, or that its own input stays as it was.' }),
  }),
  'no-assertion': nothing.extend({
    trivial: z.boolean(),
    why: z.enum(['never-made', 'existence']).exactOptional().meta({
      description: 'It has assertions, and none was made; or they only ask that something is there.',
    }),
  }),
  'mock-echo': nothing.extend({
    told: z.array(z.string()).exactOptional().meta({
      description: 'Names of mocks: all that it looks at is what the test itself told them.',
    }),
    modules: z.array(z.string()).exactOptional().meta({
      description:
        'The sources that it imports, all of them replaced by mocks, so that none of their code runs.',
    }),
  }),
  'swallows-failure': nothing.extend({
    how: z.enum(['caught', 'not-awaited', 'conditional']),
    throwing: z
      .array(z.string())
      .meta({ description: 'Ids of breaks that throw at once, with which it passes.' }),
    kills: count.exactOptional().meta({
      description: 'How many breaks it notices; it passes with those because fewer assertions are made then.',
    }),
  }),
  'implementation-coupled': z.object({
    mutants: z
      .array(z.string())
      .meta({ description: 'Ids of mutants that keep what the code does, with which it fails.' }),
    rewrites: z.array(z.string()).meta({ description: 'By which mutators they are.' }),
    texts: z.array(z.string()).exactOptional().meta({
      description: 'Functions and files of the project whose text its assertions were given.',
    }),
  }),
  'copy-paste': z.object({
    twins: z
      .array(z.string())
      .meta({ description: 'Ids of all tests that are the same but for their values, itself among them.' }),
    of: z.string().meta({ description: 'Full name of the first of them.' }),
    kills: count.meta({ description: 'How many breaks each of them notices: the same ones.' }),
    table: z.string().exactOptional().meta({ description: 'A unified diff that makes one table of them.' }),
  }),
  smoke: nothing,
  flaky: z.object({ passed: count, failed: count, error: z.string() }),
  'order-dependent': z.object({
    passed: count.meta({ description: 'How often, with the tests of its file in reverse order.' }),
    failed: count,
    error: z.string(),
    alone: z
      .enum(['fails', 'passes'])
      .exactOptional()
      .meta({ description: 'What it does as the only test that runs.' }),
  }),
  redundant: z.object({ kills: count }),
};

function findingOf<Kind extends keyof typeof evidence>(kind: Kind) {
  return z.object({
    kind: z.literal(kind),
    severity: z.enum(['info', 'warning', 'error']),
    testId: z.string(),
    test: z.string().meta({ description: 'Full name of the test.' }),
    file: z.string().meta({ description: 'Relative to the root, "/" as separator.' }),
    line: count.meta({ description: '0 if unknown.' }),
    evidence: evidence[kind],
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

export const finding = z.discriminatedUnion('kind', [
  findingOf('hollow'),
  findingOf('no-assertion'),
  findingOf('mock-echo'),
  findingOf('swallows-failure'),
  findingOf('implementation-coupled'),
  findingOf('copy-paste'),
  findingOf('smoke'),
  findingOf('flaky'),
  findingOf('order-dependent'),
  findingOf('redundant'),
]) satisfies z.ZodType<Finding>;
