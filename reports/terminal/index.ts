/**
 * The report for a terminal: functions worst first, then tests that are theater, then the totals, so that the headline ends up
 * in view. Of a change, what it made worse takes the place of functions and findings, as most of those are older than it.
 */
import type { Audit } from '../../src/model/audit.ts';
import { changeFacts } from '../change/facts.ts';
import { worseWords } from '../change/words.ts';
import { paint } from '../paint.ts';
import { changeSections } from './change.ts';
import type { Context } from './context.ts';
import { findingsSection, leadsSection } from './findings.ts';
import { functionsSection } from './functions.ts';
import { disagreementLines } from './reproduction.ts';
import { headline, objections, totalsSection } from './totals.ts';

export interface TerminalOptions {
  colors: boolean;
  /** Every function and every break instead of the worst. */
  verbose: boolean;
  /** Whether durations are shown; without them the text of two equal audits is equal. */
  times: boolean;
  /** Columns to fit flowing text into; 100 when not known. */
  width?: number;
  /** Files that were written, as the reader should see their paths. */
  outFiles?: string[];
  /** Whether `realcov show` would not find the audit. */
  asksNoMore?: boolean;
}

/** The whole report as one text that ends in a line end. */
export function renderTerminal(audit: Audit, options: TerminalOptions): string {
  const context = { ...options, width: Math.max(options.width ?? 100, 40), paint: paint(options.colors) };
  const sections = [
    ...changeSections(audit, context),
    ...(showsAll(audit, context) ? [functionsSection(audit, context), findingsSection(audit, context)] : []),
    leadsSection(audit, context),
    totalsSection(audit, context),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

/** What is older than a change is not listed beside it, unless nobody can tell what is older. */
function showsAll({ change }: Audit, { verbose }: Context): boolean {
  return change === undefined || change.base.compared === 'failed' || verbose;
}

/** Only the line that the audit comes down to, why its gate failed, and what plain Vitest does not bear out. */
export function renderHeadline(audit: Audit, { colors }: Pick<TerminalOptions, 'colors'>): string {
  const paints = paint(colors);
  const facts = changeFacts(audit);
  const worse = facts && !audit.unchanged ? [worseWords(facts)] : [];
  const lines = [
    headline(audit, paints),
    ...worse,
    ...objections(audit, paints),
    ...disagreementLines(audit, paints),
  ];
  return `${lines.join('\n')}\n`;
}
