import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import { type ExitCode, exitCodes } from '../errors.ts';
import type { Phase } from '../model/progress.ts';
import type { ReportData } from '../model/report-data.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import { type Running, serve } from '../serve/server.ts';
import { decisionsFile } from '../store/decisions.ts';
import { type ProgressNote, progressPath, readProgress } from '../store/progress.ts';
import type { Io } from './io.ts';
import { LiveReport } from './live-report.ts';
import { type Page, servedPage } from './page.ts';
import { phaseLabels } from './progress.ts';

/** `realcov open`: serves the report on this machine until it is stopped, and keeps what is decided in it. */
export async function openCommand(input: OptionInput, io: Io): Promise<ExitCode> {
  const { root, outDir, port } = await resolveOptions({ ...input, cwd: io.cwd });
  const report = await LiveReport.open({ root, outDir });
  const server = await serve(
    {
      page: remembered((data, token) => servedPage(data, token), report),
      data: () => report.data,
      decide: (entries) => report.decide(entries),
      drop: (mutant) => report.drop(mutant),
      progress: () => progressEvent(readProgress(root)),
    },
    port,
  );
  io.endsByStop = true;
  io.out.write(`${server.url}\n`);
  io.err.write('The address works once, in one browser. Press Ctrl-C to stop.\n');
  const stopWatching = watchProject({ root, outDir }, report, server, io);
  await ended(io.signal);
  stopWatching();
  await server.close();
  return exitCodes.passed;
}

/** Made anew only when the data is another one. */
function remembered(
  make: (data: ReportData, token: string) => Page,
  report: LiveReport,
): (token: string) => Page {
  let last: { data: ReportData; page: Page } | undefined;
  return (token) => {
    if (last?.data !== report.data) last = { data: report.data, page: make(report.data, token) };
    return last.page;
  };
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** In milliseconds. */
const lookEvery = 250;

/** Tells the pages what changes on the disk. By looking again and again: the files come, are replaced and go. */
function watchProject(
  { root, outDir }: { root: string; outDir: string },
  report: LiveReport,
  server: Running,
  io: Io,
): () => void {
  const sendData = () => server.send({ type: 'audit', data: report.data });
  const onChange: Record<string, () => Promise<void>> = {
    [join(outDir, 'audit.json')]: async () => {
      await report.readAuditAnew();
      sendData();
    },
    [join(root, decisionsFile)]: async () => {
      if (await report.readDecisionsAnew()) sendData();
    },
    [progressPath(root)]: async () => {
      server.send(progressEvent(readProgress(root)) ?? { type: 'progress', text: '', done: 0, ended: true });
    },
  };
  for (const [file, look] of Object.entries(onChange)) {
    watchFile(file, { interval: lookEvery }, () => {
      look().catch((error: unknown) => {
        // The page goes on with what it has.
        io.err.write(`realcov: ${error instanceof Error ? error.message : String(error)}\n`);
      });
    });
  }
  return () => {
    for (const file of Object.keys(onChange)) unwatchFile(file);
  };
}

function progressEvent(note: ProgressNote | undefined): object | undefined {
  if (!note) return undefined;
  const { phase, done, total } = note;
  const text = phaseLabels[phase as Phase] ?? phase;
  return { type: 'progress', phase, text, done, ...(total !== undefined && { total }) };
}
