import { z } from 'zod';
import { exitCodes, UserError } from '../errors.ts';

const texts = z.array(z.string());

/** The keys of a Stryker configuration that mean the same here; all others are StrykerJS's own business. */
const schema = z.object({
  mutate: texts.optional(),
  mutator: z.object({ excludedMutations: texts.optional() }).optional(),
  ignorers: texts.default([]),
  plugins: texts.default(['@stryker-mutator/*']),
  appendPlugins: texts.default([]),
  testFiles: texts.optional(),
  concurrency: z.union([z.number(), z.string()]).optional(),
  timeoutFactor: z.number().optional(),
  vitest: z.object({ configFile: z.string().optional(), dir: z.string().optional() }).optional(),
});

/** Their names. */
export const strykerKeys: readonly string[] = Object.keys(schema.shape);

export type StrykerSettings = z.output<typeof schema>;

/**
 * Reads the honoured keys of a Stryker configuration.
 * @throws UserError if one of them is of the wrong type
 */
export function readStrykerSettings(config: Record<string, unknown>, file: string): StrykerSettings {
  const result = schema.safeParse(config);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new UserError(
    exitCodes.usage,
    `the key "${issue.path.join('.')}" in ${file} is not what Stryker expects: ${issue.message}`,
    'see https://stryker-mutator.io/docs/stryker-js/configuration',
  );
}
