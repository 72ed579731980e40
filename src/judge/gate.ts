import type { Audit, Gate } from '../model/audit.ts';
import { coverageBounds } from '../model/coverage-bounds.ts';
import { isTheater } from '../model/finding.ts';
import type { GateKind } from '../model/gate-kind.ts';
import { isBreak } from '../model/mutant.ts';
import { doubtsOn, failuresOn } from './fail-on.ts';

/** What each limit says of an audit that does not hold it; each is an option of its own. In the order of the reasons. */
const limits = {
  /** In percent. */
  minRealCoverage: (min: number, audit) => {
    const bounds = coverageBounds(audit);
    const percent = bounds ? bounds.upper : audit.realCoverage.percent;
    return percent !== null && percent < min
      ? [`real coverage ${percent}% is below the minimum of ${min}%`]
      : [];
  },
  maxTheater: (max: number, { findings }) =>
    moreThan(max, findings.filter(isTheater).length, 'test', 'theater'),
  maxAccepted: (max: number, { mutants }) =>
    moreThan(
      max,
      mutants.filter(({ status }) => status === 'accepted').length,
      'surviving break',
      'accepted',
    ),
  /** In percent, of the functions that changed. */
  minDiffCoverage: (min: number, { change }) => {
    const percent = change?.coverage.percent ?? null;
    return percent !== null && percent < min
      ? [`real coverage of the functions that changed, ${percent}%, is below the minimum of ${min}%`]
      : [];
  },
  failOn: (kinds: GateKind[], audit) => kinds.flatMap((kind) => failuresOn(kind, audit)),
} satisfies Record<string, (limit: never, audit: Measured) => string[]>;

type LimitName = keyof typeof limits;

/** What the result may fail; `undefined` and an empty list ask for nothing. */
export type GateLimits = { [Name in LimitName]?: Parameters<(typeof limits)[Name]>[0] | undefined } & {
  /** In percent; a condition for any result rather than a limit of its own. */
  maxUnproven: number;
};

/** The names of the options that set limits. */
export const limitNames = Object.keys(limits) as LimitName[];

type Measured = Pick<
  Audit,
  'realCoverage' | 'findings' | 'mutants' | 'functions' | 'change' | 'complete' | 'verification' | 'unchanged'
>;

/** Whether the limits hold, and every reason why not. Only what was judged to its end can pass. */
export function gateOf(audit: Measured, asked: GateLimits): Gate {
  if (!hasLimits(asked)) return { status: 'none', reasons: [] };
  const doubts = [
    ...doubtsOf(audit, asked.maxUnproven),
    ...doubtsOn(asked.failOn ?? [], audit),
    ...doubtsOfBudget(audit, asked.minRealCoverage),
  ];
  if (doubts.length > 0) return { status: 'undecided', reasons: doubts };
  if (audit.unchanged) return { status: 'nothing-to-check', reasons: [] };
  const failures = limitNames.flatMap((name) => failuresOf(name, asked[name], audit));
  if (failures.length > 0) return { status: 'failed', reasons: failures };
  return audit.realCoverage.valid === 0
    ? { status: 'undecided', reasons: ['no break was judged'] }
    : { status: 'passed', reasons: [] };
}

/** Breaks that were not run could still make the difference. */
function doubtsOfBudget(audit: Measured, min: number | undefined): string[] {
  const bounds = coverageBounds(audit);
  if (!bounds || min === undefined || bounds.lower >= min || bounds.upper < min) return [];
  return [
    `the budget was spent: real coverage is between ${bounds.lower}% and ${bounds.upper}%, the minimum is ${min}%`,
  ];
}

/** Whether anything is asked of the audit. */
export function hasLimits(asked: GateLimits): boolean {
  return limitNames.some((name) => isSet(asked[name]));
}

function isSet(limit: unknown): boolean {
  return limit !== undefined && !(Array.isArray(limit) && limit.length === 0);
}

function failuresOf(name: LimitName, limit: unknown, audit: Measured): string[] {
  return isSet(limit) ? limits[name](limit as never, audit) : [];
}

/** Why the figures may be others than they are shown. */
export function doubtsOf(
  {
    complete,
    mutants,
    realCoverage,
    verification,
  }: Omit<Measured, 'findings' | 'functions' | 'change' | 'unchanged'>,
  maxUnproven: number,
): string[] {
  const unproven = unprovenPercent({ mutants, realCoverage });
  const disagreeing = (verification?.reproductions ?? []).filter(({ agrees }) => agrees === false).length;
  return [
    ...(complete ? [] : ['the audit was interrupted']),
    ...(unproven > maxUnproven
      ? [`${rounded(unproven)}% of the breaks have no proven verdict, more than ${maxUnproven}%`]
      : []),
    ...(disagreeing > 0
      ? [`the plain test runner disagrees with ${disagreeing} ${disagreeing === 1 ? 'verdict' : 'verdicts'}`]
      : []),
  ];
}

/** Unproven breaks as a share of those with a verdict and themselves, in percent; probes aside. */
export function unprovenPercent({ mutants, realCoverage }: Pick<Audit, 'mutants' | 'realCoverage'>): number {
  const unproven = mutants.filter((mutant) => mutant.status === 'unproven' && isBreak(mutant)).length;
  return unproven === 0 ? 0 : (100 * unproven) / (unproven + realCoverage.valid);
}

function moreThan(max: number, amount: number, noun: string, what: string): string[] {
  return amount > max ? [`${are(amount, noun)} ${what}, more than ${max}`] : [];
}

function are(amount: number, word: string): string {
  return amount === 1 ? `1 ${word} is` : `${amount} ${word}s are`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
