import { z } from 'zod';
import { type GateKind, gateKinds } from '../model/gate-kind.ts';
import { option } from './spec.ts';

/** The options that let an audit fail. */
export const gateTable = {
  minRealCoverage: option<number | undefined>({
    flag: '--min-real-coverage <pct>',
    kind: 'number',
    schema: z.number().min(0).max(100).optional(),
    expects: 'a percentage from 0 to 100',
    default: undefined,
    help: 'fail the audit (exit code 1) if real coverage is lower',
    on: { report: { help: 'fail (exit code 1) if real coverage is lower' } },
    commands: ['audit', 'report'],
    shapes: 'gate',
  }),
  maxTheater: option<number | undefined>({
    flag: '--max-theater <n>',
    kind: 'number',
    schema: z.int().min(0).optional(),
    expects: 'a whole number from 0',
    default: undefined,
    help: 'fail the audit (exit code 1) if more tests are theater',
    commands: ['audit'],
    shapes: 'gate',
  }),
  maxAccepted: option<number | undefined>({
    flag: '--max-accepted <n>',
    kind: 'number',
    schema: z.int().min(0).optional(),
    expects: 'a whole number from 0',
    default: undefined,
    help: 'fail the audit (exit code 1) if more surviving breaks are accepted',
    commands: ['audit'],
    shapes: 'gate',
  }),
  minDiffCoverage: option<number | undefined>({
    flag: '--min-diff-coverage <pct>',
    kind: 'number',
    schema: z.number().min(0).max(100).optional(),
    expects: 'a percentage from 0 to 100',
    default: undefined,
    help: 'with --since or --staged: fail the audit (exit code 1) if real coverage of the functions that changed is lower',
    commands: ['audit'],
    shapes: 'gate',
  }),
  failOn: option<GateKind[]>({
    flag: '--fail-on <kinds>',
    kind: 'list',
    schema: z.array(z.enum(gateKinds)),
    expects: 'kinds of findings, or of what a change made worse',
    choices: { noun: 'kind', values: gateKinds },
    default: [],
    help: 'fail the audit (exit code 1) on any finding of these kinds, on theater, on pseudo-tested functions; with --since or --staged only where the change made it so, and on new-survivors, lost-kills and unpinned-tests',
    on: {
      report: { help: 'fail (exit code 1) on these: pseudo-tested functions, for a report tells no others' },
    },
    commands: ['audit', 'report'],
    shapes: 'gate',
  }),
  maxUnproven: option<number>({
    flag: '--max-unproven <pct>',
    kind: 'number',
    schema: z.number().min(0).max(100),
    expects: 'a percentage from 0 to 100',
    default: 5,
    help: 'call the results incomplete (exit code 4) when a larger share of the breaks has no proven verdict',
    on: {
      report: {
        help: 'call the results incomplete (exit code 4) when a larger share of the breaks was not run by the other tool',
      },
    },
    commands: ['audit', 'report'],
    shapes: 'gate',
  }),
};
