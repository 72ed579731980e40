import type { Audit } from './audit.ts';

type Scope = Pick<Audit, 'options'>;

/** The options that leave part of the project, or some breaks of it, out of an audit. */
const limits = ['paths', 'tests', 'function', 'since', 'mutators'] as const;

/** And those that the configuration may have, and that change which breaks there are or which of them count. */
const settings = ['excludeMutators', 'mutate', 'checkTypes'] as const;

/** Whether a break that it does not list is not there: only the tests may have been fewer. */
export function holdsEveryBreak({ complete, options }: Scope & Pick<Audit, 'complete'>): boolean {
  return complete && limits.every((name) => name === 'tests' || isNone(options[name]));
}

/** Of all that the project's configuration has in scope, and come to its end. */
export function isWhole({ complete, part }: Pick<Audit, 'complete' | 'part'>): boolean {
  return complete && part === undefined;
}

/** Something was judged, so that there is a result. */
export function hasResult({ realCoverage }: Pick<Audit, 'realCoverage'>): boolean {
  return realCoverage.valid > 0;
}

/** Whether two audits looked at the same, so that what only one of them has is new or gone. */
export function isSameScope({ options: a }: Scope, { options: b }: Scope): boolean {
  // What changed since a commit is another part of the project each time.
  if (!isNone(a.since) || !isNone(b.since)) return false;
  return [...limits, ...settings].every((name) => asText(a[name]) === asText(b[name]));
}

/** The options of the configuration that shape the figures, as a text; undefined if there are none. */
export function settingsOf({ options }: Scope): string | undefined {
  const set = ['tests', 'mutators', ...settings].filter((name) => asText(options[name]) !== '[]');
  return set.length === 0
    ? undefined
    : JSON.stringify(Object.fromEntries(set.map((name) => [name, options[name]])));
}

/** Absent, empty and off are the same. */
function asText(value: unknown): string {
  return JSON.stringify(isNone(value) || value === false ? [] : value);
}

function isNone(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
