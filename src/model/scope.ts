import type { Audit } from './audit.ts';

type Scope = Pick<Audit, 'options'>;

/** The options that leave part of the project, or some breaks of it, out of an audit. */
const limits = ['paths', 'tests', 'function', 'since', 'mutators'] as const;

/** Whether a break that it does not list is not there: only the tests may have been fewer. */
export function holdsEveryBreak({ complete, options }: Scope & Pick<Audit, 'complete'>): boolean {
  return complete && limits.every((name) => name === 'tests' || isNone(options[name]));
}

/** Every break of every function, by every test; what is always left out (`excludeMutators`) aside. */
export function isWhole({ complete, options }: Scope & Pick<Audit, 'complete'>): boolean {
  return complete && limits.every((name) => isNone(options[name]));
}

/** Whether two audits looked at the same, so that what only one of them has is new or gone. */
export function isSameScope({ options: a }: Scope, { options: b }: Scope): boolean {
  // What changed since a commit is another part of the project each time.
  if (!isNone(a.since) || !isNone(b.since)) return false;
  return [...limits, 'excludeMutators'].every(
    (name) => JSON.stringify(a[name] ?? []) === JSON.stringify(b[name] ?? []),
  );
}

function isNone(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
