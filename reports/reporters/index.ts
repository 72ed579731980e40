import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

/** Every form of the report, in the order in which they are written. Options, docs and output come from here. */
export const reporters = {
  terminal,
  json,
  markdown,
  html,
  github,
  gitlab,
  sarif,
  junit,
  jsonl,
} satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof reporters;

const table: Record<ReporterName, Reporter> = reporters;

export const reporterNames = Object.keys(reporters) as [ReporterName, ...ReporterName[]];

/** What each of them does, in a sentence. */
export const reporterHelp = reporterNames.map((name) => `${name} ${reporters[name].does}`).join(', ');

/** Those that are used where none are named: the usual ones, and that of the platform that a job runs on. */
export function reportersHere(env: Record<string, string | undefined>): ReporterName[] {
  return reporterNames.filter((name) => {
    const { unnamed } = table[name];
    return unnamed === 'always' || (unnamed !== 'never' && env[unnamed] === 'true');
  });
}

/** Those that are used where none are named, on a machine of no platform. */
export const usualReporters = reportersHere({});

/** Those that were asked for, in the order of the table. */
export function chosenReporters(names: readonly ReporterName[]): Reporter[] {
  return reporterNames.filter((name) => names.includes(name)).map((name) => reporters[name]);
}
