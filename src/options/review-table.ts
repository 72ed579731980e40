import { z } from 'zod';
import { type DecisionKind, decisionKinds } from '../model/decision.ts';
import { option, optionalText } from './spec.ts';

/** The options of what is done with audits that are there already, and of what is kept of them. */
export const reviewTable = {
  history: option<boolean>({
    flag: '--no-history',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: true,
    help: 'keep no figures of this audit in .realcov/history.jsonl',
    commands: ['audit'],
  }),
  reason: option<string | undefined>({
    flag: '--reason <text>',
    kind: 'text',
    schema: optionalText,
    expects: 'a text',
    default: undefined,
    help: 'why no test has to notice the break, or why one should',
    commands: ['accept'],
    flagOnly: true,
  }),
  kind: option<DecisionKind>({
    flag: '--kind <kind>',
    kind: 'text',
    schema: z.enum(decisionKinds),
    expects: decisionKinds.join(', '),
    choices: { noun: 'kind', values: decisionKinds },
    default: 'equivalent',
    help: 'equivalent: it changes nothing that counts; not-worth-a-test; needs-a-test: noted, and held against the tests as before',
    commands: ['accept'],
    flagOnly: true,
  }),
  by: option<string | undefined>({
    flag: '--by <name>',
    kind: 'text',
    schema: optionalText,
    expects: 'a name',
    default: undefined,
    defaultText: 'user.name of git, else the name of the user',
    help: 'who decides',
    commands: ['accept'],
    flagOnly: true,
  }),
  remove: option<boolean>({
    flag: '--remove',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'take back what was decided',
    commands: ['accept'],
    flagOnly: true,
  }),
  check: option<boolean>({
    flag: '--check',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'name the entries that no longer fit the last audit, and end with exit code 1 if there are any',
    commands: ['accepted'],
    flagOnly: true,
  }),
};
