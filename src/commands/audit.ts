import { printedJson, summary } from '../../reports/index.ts';
import { commitOf } from '../discover/commit.ts';
import type { ExitCode } from '../errors.ts';
import { exitCodes } from '../errors.ts';
import { compareAlike } from '../judge/compare.ts';
import type { Audit } from '../model/audit.ts';
import type { Provenance } from '../model/provenance.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import { isSameScope } from '../options/scope.ts';
import { ownFolders } from '../store/state-folder.ts';
import { exitCodeOf } from './audit-exit-code.ts';
import { failureFacts } from './failure.ts';
import { keepHistory } from './history.ts';
import { ignoreNote } from './ignore-note.ts';
import type { Io } from './io.ts';
import { readAudit } from './last-audit.ts';
import { renderList } from './list.ts';
import { noteProgress } from './noted-progress.ts';
import { checkWritable, writeReports, writesFiles } from './out-files.ts';
import { reportDir } from './report-place.ts';
import { openStream, printedText, publish } from './reporting.ts';
import { watched } from './watched.ts';

/** `realcov audit`: audits, or lists breaks with `--list`, and prints the result. */
export async function auditCommand(input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await resolveOptions({ ...input, cwd: io.cwd });
  return options.list ? listBreaks(options, io) : auditAndReport(options, io);
}

async function listBreaks(options: AuditOptions, io: Io): Promise<ExitCode> {
  const { list } = await import('../audit/list.ts');
  const found = await watched(options, io, (events) => list(options, events));
  io.out.write(options.json ? printedJson(found) : renderList(found, io.out));
  return exitCodes.passed;
}

async function auditAndReport(options: AuditOptions, io: Io): Promise<ExitCode> {
  if (writesFiles(options.reporters)) checkWritable(options.outDir);
  // The engine is loaded only now, so that help and usage errors are fast.
  const { audit } = await import('../audit.ts');
  const stream = await openStream(options, io);
  const noted = noteProgress(options.root);
  const commit = commitNow(options);
  try {
    const audited = await watched(options, io, (events) =>
      audit(options, noted.watch(stream?.watch(events) ?? events)),
    );
    const made = { at: new Date().toISOString(), ...(await commit) };
    const result = options.times ? { ...audited, made } : audited;
    await keepHistory(result, options, made, io);
    const files = await report(result, options, io);
    const exitCode = exitCodeOf(result, options.maxUnproven);
    stream?.end(result, files, exitCode);
    return exitCode;
  } catch (error) {
    stream?.fail(failureFacts(error));
    throw error;
  } finally {
    noted.end();
  }
}

/** Read when the audit begins: somebody may check out another commit meanwhile. */
async function commitNow({ root, outDir }: AuditOptions): Promise<Pick<Provenance, 'commit'>> {
  const commit = await commitOf(root, ownFolders({ root, outDir }));
  return commit ? { commit } : {};
}

/** Prints even if the files cannot be written, so that the result is not lost. */
async function report(audit: Audit, options: AuditOptions, io: Io): Promise<string[]> {
  const note = options.quiet || options.json ? undefined : await ignoreNote(options);
  const written = await writeBeside(audit, options, io).catch((error: unknown) => ({ error }));
  const files = Array.isArray(written) ? written : [];
  io.out.write(await text(audit, files, options, io));
  if (!Array.isArray(written)) throw written.error;
  if (note !== undefined && files.length > 0) io.err.write(`realcov: ${note}\n`);
  if (files.length === 0 && writesFiles(options.reporters))
    io.err.write(
      'realcov: no break was judged, so no report was written; one that is there stays as it is\n',
    );
  return files;
}

/** Writes the report, unless this would replace a better one. */
async function writeBeside(audit: Audit, options: AuditOptions, io: Io): Promise<string[]> {
  const folder = await reportDir(audit, options.outDir);
  if (folder === undefined) return [];
  // The existing files are about to be overwritten.
  const last = await readAudit(folder).catch(() => undefined);
  const comparison = compareAlike(last, audit, isSameScope);
  const files = await writeReports(audit, { ...options, outDir: folder }, io.cwd, comparison);
  await publish(audit, comparison, options, io);
  return files;
}

async function text(audit: Audit, files: string[], options: AuditOptions, { out }: Io): Promise<string> {
  if (options.json) return printedJson(summary(audit, files));
  const how = {
    colors: out.colors,
    verbose: options.verbose,
    times: options.times,
    outFiles: files,
    ...(out.columns !== undefined && { width: out.columns }),
  };
  return printedText(audit, options, how);
}
