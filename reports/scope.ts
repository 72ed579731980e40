/** What an audit was restricted to, in words, so that every report says the same. */
import type { Audit, Part } from '../src/model/audit.ts';
import { coverageBounds } from '../src/model/coverage-bounds.ts';
import { coverageWords } from './change/words.ts';
import { oneLine } from './text.ts';
import { count } from './wording.ts';

const shown = 3;

/** ` of src/cart.ts`, ` of function total by the tests test/ai/**`, with the space before; nothing for an audit of all. */
export function scopeWords({ part }: Pick<Audit, 'part'>): string {
  if (part === undefined) return '';
  const { tests, mutators, excludeMutators } = part;
  const subject = subjectOf(part);
  return [
    subject === '' ? '' : ` of ${subject}`,
    tests ? ` by the tests ${list(tests)}` : '',
    mutators ? ` with only the mutators ${list(mutators)}` : '',
    excludeMutators ? ` without the mutators ${list(excludeMutators)}` : '',
  ].join('');
}

function subjectOf(part: Part): string {
  const { paths, function: name } = part;
  const where = paths && list(paths);
  const changed = changeWords(part);
  if (name !== undefined) {
    const place = where === undefined ? '' : ` in ${where}`;
    return `function ${oneLine(name)}${place}${changed === undefined ? '' : `, ${changed}`}`;
  }
  if (changed === undefined) return where ?? '';
  return `what ${changed}${where === undefined ? '' : ` in ${where}`}`;
}

type Asked = { [Name in 'since' | 'staged' | 'diff']?: unknown };

/** Which change was asked for: `changed since main`; undefined if none was. */
function changeWords({ since, staged, diff }: Asked): string | undefined {
  if (staged) return 'is staged';
  if (diff !== undefined) return `changed with ${oneLine(String(diff))}`;
  return since === undefined ? undefined : `changed since ${oneLine(String(since))}`;
}

function nothingChanged(asked: Asked): string {
  return asked.staged ? 'is staged' : `has ${changeWords(asked) ?? 'changed'}`;
}

function list(names: string[]): string {
  const more = names.length - shown;
  return [...names.slice(0, shown).map(oneLine), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** The figure that an audit comes down to, or why there is none. */
export function resultWords(audit: Audit, percent: (value: number) => string): string {
  const { realCoverage, unchanged, options, change } = audit;
  if (unchanged)
    return `nothing to check: nothing that can be broken ${nothingChanged({ ...options, ...audit.part })}`;
  if (change) return `${coverageWords(change)}${notRunWords(audit)}${leftOutWords(audit)}`;
  if (realCoverage.percent === null)
    return `real coverage not measured: no break${scopeWords(audit)} was judged${leftOutWords(audit)}`;
  const bounds = boundsWords(audit, percent);
  return `real coverage ${percent(realCoverage.percent)}${bounds}${scopeWords(audit)}${leftOutWords(audit)}`;
}

/** `; 12 breaks were not run in time`, with the semicolon before; nothing if all were run. */
function notRunWords(audit: Audit): string {
  const { notRun } = coverageBounds(audit) ?? { notRun: 0 };
  if (notRun === 0) return '';
  return `; ${count(notRun, 'break')} ${notRun === 1 ? 'was' : 'were'} not run in time`;
}

/** ` (between 41% and 93%: 12 breaks were not run in time)`, with the space before; nothing if all were run. */
function boundsWords(audit: Audit, percent: (value: number) => string): string {
  const bounds = coverageBounds(audit);
  if (!bounds) return '';
  const { lower, upper, notRun } = bounds;
  const verb = notRun === 1 ? 'was' : 'were';
  return ` (between ${percent(lower)} and ${percent(upper)}: ${count(notRun, 'break')} ${verb} not run in time)`;
}

/** `, with 1 test file and 2 tests left out`, with the comma before; nothing if all took part. */
export function leftOutWords({ leftOut = [] }: Pick<Audit, 'leftOut'>): string {
  const files = leftOut.filter(({ test }) => test === '').length;
  const tests = leftOut.length - files;
  const parts = [
    ...(files > 0 ? [count(files, 'test file')] : []),
    ...(tests > 0 ? [count(tests, 'test')] : []),
  ];
  return parts.length === 0 ? '' : `, with ${parts.join(' and ')} left out`;
}

/** What is said of the limits that were set. */
export const gateWords: Record<Audit['gate']['status'], string> = {
  none: 'no gate set',
  passed: 'passed',
  failed: 'failed',
  undecided: 'not decided',
  'nothing-to-check': 'nothing to check',
};
