import type { Audit } from '../model/audit.ts';
import { optionsThatShape } from './shapes.ts';

type Scope = Pick<Audit, 'options' | 'imported'>;

/** Whether a break that it does not list is not there: only the tests may have been fewer. */
export function holdsEveryBreak({ complete, imported, options }: Scope & Pick<Audit, 'complete'>): boolean {
  // Another tool makes other breaks.
  if (imported) return false;
  return complete && optionsThatShape('scope').every((name) => name === 'tests' || isNone(options[name]));
}

/** Whether two audits looked at the same, so that what only one of them has is new or gone. */
export function isSameScope(before: Scope, after: Scope): boolean {
  // Another tool makes other breaks.
  if (before.imported?.tool !== after.imported?.tool) return false;
  const [a, b] = [before.options, after.options];
  // What changed since a commit is another part of the project each time.
  if ([a.since, b.since, a.staged, b.staged, a.diff, b.diff].some((value) => !isNone(value))) return false;
  return scopeAndFigures().every((name) => asText(a[name]) === asText(b[name]));
}

/** The options of the configuration that shape the figures of a whole audit, as a text; undefined if there are none. */
export function settingsOf({ options }: Scope): string | undefined {
  const set = scopeAndFigures().filter((name) => asText(options[name]) !== '[]');
  return set.length === 0
    ? undefined
    : JSON.stringify(Object.fromEntries(set.map((name) => [name, options[name]])));
}

function scopeAndFigures(): string[] {
  return [...optionsThatShape('scope'), ...optionsThatShape('figures')];
}

/** Absent, empty and off are the same. */
function asText(value: unknown): string {
  return JSON.stringify(isNone(value) || value === false ? [] : value);
}

function isNone(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
