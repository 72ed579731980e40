import { z } from 'zod';
import { option, optionalText } from './spec.ts';

/** The options about results that are kept from one audit to the next. */
export const cacheTable = {
  cache: option<boolean>({
    flag: '--cache',
    negation: '--no-cache',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'keep results, and run only what a change since then may have altered (Vitest only)',
    commands: ['audit'],
  }),
  cacheDir: option<string | undefined>({
    flag: '--cache-dir <dir>',
    kind: 'text',
    schema: optionalText,
    expects: 'a folder',
    default: undefined,
    defaultText: '.realcov/cache',
    help: 'the folder of kept results',
    commands: ['audit', 'cache'],
  }),
  verifyCache: option<number>({
    flag: '--verify-cache <n>',
    kind: 'number',
    schema: z.int().min(0),
    expects: 'a whole number from 0',
    default: 0,
    help: 'run this many kept results again; if one is another now, delete the cache and fail (exit code 4)',
    commands: ['audit'],
  }),
};
