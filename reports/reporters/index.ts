import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import type { Reporter } from './reporter.ts';
import { terminal } from './terminal.ts';

/** Every form of the report, in the order in which they are written. Options, docs and output come from here. */
export const reporters = { terminal, json, markdown, html } satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof reporters;

export const reporterNames = Object.keys(reporters) as [ReporterName, ...ReporterName[]];

/** What each of them does, in a sentence. */
export const reporterHelp = reporterNames.map((name) => `${name} ${reporters[name].does}`).join(', ');

/** Those that were asked for, in the order of the table. */
export function chosenReporters(names: readonly ReporterName[]): Reporter[] {
  return reporterNames.filter((name) => names.includes(name)).map((name) => reporters[name]);
}
