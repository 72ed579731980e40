import { z } from 'zod';
import { type CiName, ciNames } from '../model/ci.ts';
import { option } from './spec.ts';

/** The options of setting realcov up in a project. */
export const initTable = {
  yes: option<boolean>({
    flag: '--yes',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'write the files without asking',
    commands: ['init'],
    flagOnly: true,
  }),
  ci: option<CiName | undefined>({
    flag: `--ci <${ciNames.join('|')}>`,
    kind: 'text',
    schema: z.enum(ciNames).optional(),
    expects: ciNames.join(', '),
    choices: { noun: 'CI system', values: ciNames },
    default: undefined,
    defaultText: 'the one that the repository uses',
    help: 'write a workflow for this CI system, or none',
    commands: ['init'],
    flagOnly: true,
  }),
  action: option<string | undefined>({
    flag: '--action <owner/repository@commit>',
    kind: 'text',
    schema: z
      .string()
      .regex(/^[\w-]+\/[\w.-]+@[\w.-]+$/)
      .optional(),
    expects: 'the repository of the GitHub Action and a commit of it, like owner/realcov@0123abc',
    default: undefined,
    help: 'use the GitHub Action, and write the second workflow, which comments on pull requests',
    commands: ['init'],
    flagOnly: true,
  }),
  writeConfig: option<boolean>({
    flag: '--write-config',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'write a configuration file too, although none is needed',
    commands: ['init'],
    flagOnly: true,
  }),
};
