import { oneLine, printedJson, renderHistory } from '../../reports/index.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { historyEntry } from '../judge/history.ts';
import type { Audit } from '../model/audit.ts';
import type { Provenance } from '../model/provenance.ts';
import { isWhole } from '../model/scope.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { OptionInput } from '../options/resolve.ts';
import { settingsOf } from '../options/scope.ts';
import { appendHistory, readHistory } from '../store/history.ts';
import type { Io } from './io.ts';
import { readingOptions } from './reading-options.ts';

/** `realcov history`: the last audits of the whole project, and how the figures moved. */
export async function historyCommand(input: OptionInput, io: Io): Promise<ExitCode> {
  const { root, json } = await readingOptions(input, io);
  const history = readHistory(root);
  io.out.write(
    json
      ? printedJson(history)
      : renderHistory(history, { colors: io.out.colors, width: io.out.columns ?? 100 }),
  );
  return exitCodes.passed;
}

/** Saves the figures of an audit of the whole project. A failure is only printed. */
export async function keepHistory(
  audit: Audit,
  { root, history }: AuditOptions,
  made: Provenance,
  io: Io,
): Promise<void> {
  const entry = history && isWhole(audit) ? historyEntry(audit, made, settingsOf(audit)) : undefined;
  if (!entry) return;
  try {
    appendHistory(root, entry);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    io.err.write(`realcov: the history was not kept: ${oneLine(why)}\n`);
  }
}
