/** The report for a terminal: functions worst first, then tests that are theater, then the totals, so that the headline ends up in view. */
import type { Audit } from '../../src/model/audit.ts';
import { paint } from '../paint.ts';
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
}

/** The whole report as one text that ends in a line end. */
export function renderTerminal(audit: Audit, options: TerminalOptions): string {
  const context = { ...options, width: Math.max(options.width ?? 100, 40), paint: paint(options.colors) };
  const sections = [
    functionsSection(audit, context),
    findingsSection(audit, context),
    leadsSection(audit, context),
    totalsSection(audit, context),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

/** Only the line that the audit comes down to, why its gate failed, and what plain Vitest does not bear out. */
export function renderHeadline(audit: Audit, { colors }: Pick<TerminalOptions, 'colors'>): string {
  const paints = paint(colors);
  const lines = [headline(audit, paints), ...objections(audit, paints), ...disagreementLines(audit, paints)];
  return `${lines.join('\n')}\n`;
}
