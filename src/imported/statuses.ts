import type { AuditedMutant, MutantStatus } from '../model/audit.ts';
import type { ReportedMutant } from './schema.ts';

type Verdict = Pick<AuditedMutant, 'status' | 'reason' | 'failure'>;

/** Those of the schema, and those that tools had before it. */
const statuses = new Map<string, MutantStatus>([
  ['Killed', 'killed'],
  ['Survived', 'survived'],
  ['NoCoverage', 'no-coverage'],
  ['Timeout', 'timeout'],
  ['CompileError', 'invalid'],
  ['BuildError', 'invalid'],
  ['RuntimeError', 'invalid'],
  ['Ignored', 'ignored'],
  ['Skipped', 'ignored'],
  ['Pending', 'unproven'],
]);

/** The verdict of another tool, under the names that an audit has. */
export function verdictIn({ status: said, statusReason }: ReportedMutant): Verdict {
  const status = statuses.get(said);
  if (status === undefined) return { status: 'unproven', reason: `the report calls it ${said}` };
  return {
    status,
    ...reasonOf(status, statusReason ?? (said === 'RuntimeError' ? 'runtime error' : undefined)),
  };
}

function reasonOf(status: MutantStatus, text: string | undefined): Omit<Verdict, 'status'> {
  if (text === undefined || text === '') return status === 'unproven' ? { reason: 'it was not run' } : {};
  return status === 'killed' ? { failure: firstLine(text) } : { reason: text };
}

const maxFailure = 300;

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > maxFailure ? `${line.slice(0, maxFailure - 1)}…` : line;
}

/** The same of a report that realcov wrote, which says more in the reason. */
export function ownVerdictIn(mutant: ReportedMutant): Verdict {
  const { status, statusReason = '' } = mutant;
  const [, kind, reason] = /^(unproven|invalid|accepted)(?:: ([\s\S]*))?$/.exec(statusReason) ?? [];
  const why = reason === undefined ? {} : { reason };
  if (status === 'Pending')
    return kind === 'unproven' ? { status: 'unproven', ...why } : { status: 'out-of-budget' };
  if (status === 'CompileError' && kind !== 'invalid')
    return { status: 'type-error', ...(statusReason && { reason: statusReason }) };
  if (kind === 'invalid' || kind === 'accepted') return { status: kind, ...why };
  return statusReason.startsWith('noticed outside of tests: ')
    ? { status: verdictIn(mutant).status }
    : verdictIn(mutant);
}
