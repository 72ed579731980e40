/** The work of reporters besides files: print, stream, and add to a platform's summary. */
import { renderHeadline } from '../../reports/index.ts';
import type { EventStream } from '../../reports/jsonl/index.ts';
import {
  chosenReporters,
  type ReporterName,
  reporterNames,
  reporters,
} from '../../reports/reporters/index.ts';
import type { Reporter } from '../../reports/reporters/reporter.ts';
import type { TerminalOptions } from '../../reports/terminal/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { Audit } from '../model/audit.ts';
import type { Comparison } from '../model/comparison.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { toolVersion } from '../version.ts';
import type { Io } from './io.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * The stream of events on stdout, if a reporter wants it.
 * @throws UserError if something else would print there too
 */
export async function openStream(options: AuditOptions, { out }: Io): Promise<EventStream | undefined> {
  const table: Record<ReporterName, Reporter> = reporters;
  const chosen = reporterNames.filter((name) => options.reporters.includes(name));
  const streaming = chosen.find((name) => table[name].stream);
  if (streaming === undefined) return undefined;
  const printing = [...chosen.filter((name) => table[name].print), ...(options.json ? ['--json'] : [])];
  if (printing.length > 0)
    throw new UserError(
      exitCodes.usage,
      `the reporter ${streaming} has stdout for itself, and ${printing.join(' and ')} would print there too`,
      `name only reporters that write files beside it, such as --reporters ${streaming},json,html`,
    );
  return table[streaming].stream?.((line) => out.write(line), toolVersion);
}

/** The text for stdout when the audit is over. */
export async function printedText(
  audit: Audit,
  { quiet, reporters: names, root }: Pick<AuditOptions, 'quiet' | 'reporters' | 'root'>,
  how: TerminalOptions,
): Promise<string> {
  const chosen = chosenReporters(names);
  if (chosen.some(({ stream }) => stream)) return '';
  const surroundings = surroundingsOf(root);
  let text = quiet ? renderHeadline(audit, how) : '';
  for (const { shield, print } of chosen) {
    if (shield) text = await shield(text);
    if (print && !quiet) text += await print(audit, how, surroundings);
  }
  return text;
}

/** Adds the audit to the platform's summary. If that fails, the report still exists. */
export async function publish(
  audit: Audit,
  comparison: Comparison | undefined,
  { reporters: names, root, reportUrl }: Pick<AuditOptions, 'reporters' | 'root' | 'reportUrl'>,
  { err }: Io,
): Promise<void> {
  const input = { audit, comparison, page: reportUrl, surroundings: surroundingsOf(root) };
  for (const { publish } of chosenReporters(names)) {
    try {
      await publish?.(input);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      err.write(`realcov: the summary of the job was not written: ${error.message}\n`);
    }
  }
}
