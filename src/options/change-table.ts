import { z } from 'zod';
import { defaultBranch } from '../discover/since.ts';
import { option, optionalText } from './spec.ts';

const secondsOf: Record<string, number> = { s: 1, m: 60, h: 3600 };

/** In seconds: `90`, `90s`, `5m`, `1h`. */
const duration = z.union([
  z.number().positive(),
  z
    .string()
    .regex(/^\d+(\.\d+)?(s|m|h)?$/)
    .transform((text) => Number.parseFloat(text) * (secondsOf[text.at(-1) ?? ''] ?? 1)),
]);

/** The options of an audit before a merge: what changed, and how long it may take. */
export const changeTable = {
  since: option<string | undefined>({
    flag: '--since [ref]',
    kind: 'text',
    schema: optionalText,
    expects: 'a git branch, tag or commit',
    default: undefined,
    bare: defaultBranch,
    help: 'audit only what changed since the merge base with this git ref (without a ref: with the default branch), uncommitted changes included, and say what the change made worse',
    commands: ['audit'],
    shapes: 'scope',
  }),
  staged: option<boolean | undefined>({
    flag: '--staged',
    kind: 'switch',
    schema: z.boolean().optional(),
    expects: 'true or false',
    default: undefined,
    defaultText: 'no',
    help: 'the same for what is staged for the next commit, compared with the last one',
    commands: ['audit'],
    shapes: 'scope',
    flagOnly: true,
  }),
  diff: option<string | undefined>({
    flag: '--diff <file>',
    kind: 'text',
    schema: optionalText,
    expects: 'a file with a unified diff',
    default: undefined,
    help: 'the same for a patch that was applied here: a unified diff, as of git diff',
    commands: ['audit'],
    shapes: 'scope',
    flagOnly: true,
  }),
  testsOfChange: option<boolean | undefined>({
    flag: '--tests-of-change',
    kind: 'switch',
    schema: z.boolean().optional(),
    expects: 'true or false',
    default: undefined,
    defaultText: 'no',
    help: 'of a change (--since, --staged, --diff) only whether its tests can fail: no others run, and limits on breaks and coverage ask nothing',
    commands: ['audit'],
    shapes: 'scope',
    flagOnly: true,
  }),
  budget: option<number | undefined>({
    flag: '--budget <time>',
    kind: 'text',
    schema: duration.optional(),
    expects: 'a time such as 60s, 5m or 90',
    default: undefined,
    defaultText: 'as long as it takes',
    help: 'stop running breaks after this time (in seconds without a unit), what tells most first; what was not run is counted, and real coverage has bounds',
    commands: ['audit'],
    shapes: 'result',
  }),
};
