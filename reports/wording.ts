/** Phrases that more than one report uses, so that they all say the same. */
import type { AuditedMutant, MutantStatus, Percent } from '../src/model/audit.ts';
import type { DecisionKind } from '../src/model/decision.ts';
import type { Provenance } from '../src/model/provenance.ts';
import { oneLine } from './text.ts';

/** What a break of a status is called where breaks are counted. */
export const statusWords: Record<MutantStatus, string> = {
  killed: 'noticed',
  timeout: 'noticed by timeout',
  survived: 'survived',
  'no-coverage': 'not reached',
  unproven: 'unproven',
  'out-of-budget': 'not run in time',
  'type-error': 'caught by types',
  invalid: 'invalid',
  ignored: 'ignored',
  accepted: 'accepted',
};

/** What was decided of a break. */
export const decisionWords: Record<DecisionKind, string> = {
  equivalent: 'equivalent',
  'not-worth-a-test': 'not worth a test',
  'needs-a-test': 'needs a test',
};

/**
 * How many tests notice a break: `0 tests notice`, `10+ tests notice`, `no test reaches it`.
 * A plus means that not every covering test was run against it.
 */
export function noticing(mutant: AuditedMutant, isTest: (id: string) => boolean): string {
  switch (mutant.status) {
    case 'killed':
      return killers(mutant, isTest);
    case 'survived':
      return '0 tests notice';
    case 'no-coverage':
      return 'no test reaches it';
    case 'timeout':
      return 'noticed by timeout';
    case 'type-error':
      return 'caught by types';
    case 'out-of-budget':
      return 'not run in time';
    case 'unproven':
    case 'invalid':
    case 'ignored':
    case 'accepted':
      return mutant.status + (mutant.reason ? `, ${oneLine(mutant.reason)}` : '');
  }
}

function killers(mutant: AuditedMutant, isTest: (id: string) => boolean): string {
  const tests = mutant.killedBy.filter(isTest).length;
  if (mutant.killedBy.length === 0) return 'noticed';
  if (tests === 0) return 'a hook or file fails';
  const more = mutant.killersComplete ? '' : '+';
  return `${tests}${more} ${tests === 1 && !more ? 'test notices' : 'tests notice'}`;
}

/** Tests that reach a break and were not run with it. */
export function notRunText(tests: number): string {
  const were = tests === 1 ? 'was' : 'were';
  return `${count(tests, 'test')} ${were} not run with it, because tests wait until their time limit with it`;
}

/** Why a break was accepted, and by whom. */
export function acceptedReason({ reason = '', acceptedBy }: AuditedMutant): string {
  return oneLine(reason) + (acceptedBy === undefined ? '' : ` (${oneLine(acceptedBy)})`);
}

/** Said where breaks were accepted from one audit to the next. */
export const acceptedCounts =
  'breaks that were accepted in between count as before, so that accepting them changes no figure here';

/** `2026-11-23 09:30`, in UTC, of an ISO 8601 time in UTC. */
export function minute(at: string): string {
  return at.slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' ');
}

/** `0d3ece1 Mend the cart (with changes)`. */
export function commitName({ hash, subject, changed }: NonNullable<Provenance['commit']>): string {
  return `${hash.slice(0, 7)} ${subject}${changed ? ' (with changes)' : ''}`;
}

/** Commit and minute of an audit, as far as they are known. */
export function madeName({ at, commit }: Provenance): string {
  return `${commit === undefined ? '' : `${commitName(commit)} · `}${minute(at)} UTC`;
}

/** `1 test`, `2 tests`; the plural is given where it is not the word with an s. */
export function count(amount: number, word: string, plural = `${word}s`): string {
  return `${number(amount)} ${amount === 1 ? word : plural}`;
}

// Making one takes longer than using it, and a page shows thousands of numbers.
const grouped = new Intl.NumberFormat('en-US');

/** `1,234`. */
export function number(value: number): string {
  return grouped.format(value);
}

/** A percentage without decimals, but never 0 or 100 when it is not quite. */
export function percent(value: Percent): string {
  return value === null ? 'not measured' : `${wholePercent(value)}%`;
}

/** The number that `percent` shows. */
export function wholePercent(value: number): number {
  const rounded = Math.round(value);
  if (rounded === 100 && value < 100) return Math.floor(value * 10) / 10;
  if (rounded === 0 && value > 0) return Math.max(0.1, Math.round(value * 10) / 10);
  return rounded;
}

/** `70%`, or `70% → 72% (+2 points)` where it moved. */
export function movedWords({ before, after }: { before: Percent; after: Percent }): string {
  if (before === after) return percent(after);
  const change = `${percent(before)} → ${percent(after)}`;
  return before === null || after === null ? change : `${change} (${pointsOf(before, after)})`;
}

/** How far a percentage moved, as the shown numbers have it: `+3 points`, `−0.4 points`. */
export function pointsOf(before: number, after: number): string {
  const shown = Math.round((wholePercent(after) - wholePercent(before)) * 10) / 10;
  const points = shown === 0 ? Math.round((after - before) * 100) / 100 : shown;
  return `${points < 0 ? '−' : '+'}${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
}

/** `< 1 ms`, `820 ms`, `4.1 s`, `3 min 05 s`. */
export function duration(ms: number): string {
  if (ms > 0 && ms < 0.5) return '< 1 ms';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
