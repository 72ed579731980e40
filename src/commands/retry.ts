import { watch } from 'node:fs';
import { printedJson, renderRetried } from '../../reports/index.ts';
import { retry } from '../audit/retry.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import { type AuditedMutant, isUnnoticed } from '../model/audit.ts';
import { isBreak } from '../model/mutant.ts';
import type { Retried } from '../model/retried.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import { findMutant, type PlacedAudit, readDecidedAudits } from './audits.ts';
import type { Io } from './io.ts';
import { watched } from './watched.ts';

/** `realcov retry [ids]`: whether the present tests notice the survivors of the last audit. */
export async function retryCommand(ids: string[], input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await resolveOptions({ ...input, cwd: io.cwd });
  const audits = (await readDecidedAudits(options)).map(checkOwn);
  const wanted = ids.length > 0 ? ids.map((id) => findMutant(audits, id).mutant) : survivors(audits);
  if (wanted.length === 0) {
    io.out.write(options.json ? '[]\n' : 'the last audit has no break that no test notices\n');
    return exitCodes.passed;
  }
  const once = async () => {
    const result = await watched(options, io, (events) => retry(wanted, options, events));
    io.out.write(options.json ? printedJson(result) : renderRetried(result, io.out));
    return exitCodeOf(result);
  };
  return options.watch ? onEachChange(options, io, once) : once();
}

/** @throws UserError for an audit whose breaks are not those that realcov makes */
function checkOwn(placed: PlacedAudit): PlacedAudit {
  const { imported } = placed.audit;
  if (!imported) return placed;
  throw new UserError(
    exitCodes.usage,
    `the last audit is from a report of ${imported.tool}, and realcov makes other breaks`,
    'run realcov audit first; realcov reproduce <mutant-id> makes one of these breaks by hand',
  );
}

/** The survivors of the audit that was made last. */
function survivors([last]: readonly PlacedAudit[]): AuditedMutant[] {
  return (last?.audit.mutants ?? []).filter((mutant) => isBreak(mutant) && isUnnoticed(mutant));
}

function exitCodeOf(retried: readonly Retried[]): ExitCode {
  if (retried.some(({ outcome }) => outcome === 'unnoticed')) return exitCodes.gateFailed;
  return retried.some(({ outcome }) => outcome === 'unproven') ? exitCodes.incomplete : exitCodes.passed;
}

/** In milliseconds: files that an editor saves together are one change. */
const together = 150;

/** Runs at once and after every save, until it is stopped. An error in a test is printed, and the next change awaited. */
async function onEachChange(
  { root, outDir }: AuditOptions,
  { err, signal }: Io,
  once: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const own = /(^|[\\/])(node_modules|\.git|\.realcov)([\\/]|$)/;
  const reports = outDir.startsWith(root) ? outDir.slice(root.length + 1) : undefined;
  let wake = () => {};
  let changed = false;
  const watcher = watch(root, { recursive: true }, (_, file) => {
    if (file === null || own.test(file) || (reports !== undefined && file.startsWith(reports))) return;
    changed = true;
    wake();
  });
  let last: ExitCode = exitCodes.passed;
  try {
    while (!signal.aborted) {
      changed = false;
      last = await once().catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        err.write(`realcov: ${error.message}\n`);
        return error.exitCode;
      });
      if (signal.aborted) break;
      err.write('waiting for a change; Ctrl-C ends it\n');
      await new Promise<void>((resolve) => {
        wake = () => setTimeout(resolve, together);
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (changed) wake();
      });
    }
  } finally {
    watcher.close();
  }
  return last;
}
