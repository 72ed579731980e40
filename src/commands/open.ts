import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import { packedData, scopeWords, visible } from '../../reports/index.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import type { LiveEvent } from '../model/live.ts';
import type { OptionInput } from '../options/resolve.ts';
import { serve } from '../serve/server.ts';
import { decisionsFile } from '../store/decisions.ts';
import { verdictsPath } from '../store/live-verdicts.ts';
import { progressPath, readProgress } from '../store/progress.ts';
import { openBrowser } from './browser.ts';
import { explain } from './failure.ts';
import type { Io } from './io.ts';
import { LiveAudit } from './live-audit.ts';
import { LiveReport } from './live-report.ts';
import { servedPage } from './page.ts';
import { reportOptions } from './reading-options.ts';

/** `realcov open`: serves the report on this machine until it is stopped, and saves decisions made in it. */
export async function openCommand(input: OptionInput, io: Io): Promise<ExitCode> {
  const { root, outDir, port, whole, browser } = await reportOptions(input, io);
  const report = await LiveReport.open({ root, outDir, whole });
  const audit = new LiveAudit(root);
  const server = await serve(
    {
      page: remembered(report, (token: string) => servedPage(report.data, token)),
      data: remembered(report, () => report.data && packedData(report.data)),
      decide: (entries) => report.decide(entries),
      drop: (mutants) => report.drop(mutants),
      now: () => audit.now(),
    },
    port,
  );
  io.endsByStop = true;
  io.out.write(`${server.url}\n`);
  io.err.write('One-time URL: it lets one browser in. Press Ctrl-C to stop.\n');
  io.err.write(whatIsServed(report, root));
  const isOpened = browser && openBrowser(server.url, { platform: process.platform, env: process.env });
  if (isOpened) io.err.write('It opens in your browser; --no-browser leaves that to you.\n');
  const tell = (events: LiveEvent[]) => {
    for (const event of events) server.send(event);
  };
  const stopWatching = watchProject(root, report, audit, tell, io);
  await ended(io.signal);
  stopWatching();
  await server.close();
  return exitCodes.passed;
}

/** Printed if the page shows something else than the last audit of the whole project. */
function whatIsServed({ data }: LiveReport, root: string): string {
  if (data?.audit.part)
    return `The last audit was of a part of the project:${visible(scopeWords(data.audit))}. --whole shows the whole one.\n`;
  if (data || readProgress(root)) return '';
  return 'There is no audit yet: run realcov audit in another terminal, and its results appear in the page.\n';
}

/** Made again only when the data has changed. */
function remembered<Args extends unknown[], T>(
  report: LiveReport,
  make: (...args: Args) => T,
): (...args: Args) => T {
  let last: { data: unknown; made: T } | undefined;
  return (...args) => {
    if (!last || last.data !== report.data) last = { data: report.data, made: make(...args) };
    return last.made;
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
const askEvery = 2_000;

/** Sends changes on disk to the pages. It polls, because the files are created, replaced and deleted. */
function watchProject(
  root: string,
  report: LiveReport,
  audit: LiveAudit,
  tell: (events: LiveEvent[]) => void,
  io: Io,
): () => void {
  const tellAudit = async () => {
    if (await report.readIfAnother()) tell([{ type: 'data' }]);
  };
  const tellNews = async () => {
    const news = audit.news();
    // The result is written before the audit says that it is over.
    if (news.some(({ type }) => type === 'ended')) await tellAudit();
    tell(news);
  };
  const onChange: Record<string, () => Promise<void> | void> = {
    ...Object.fromEntries(report.files.map((file) => [file, tellAudit])),
    [join(root, decisionsFile)]: () => {
      const decisions = report.readDecisionsAnew();
      if (decisions) tell([{ type: 'decisions', decisions }]);
    },
    [progressPath(root)]: tellNews,
    [verdictsPath(root)]: tellNews,
  };
  for (const [file, look] of Object.entries(onChange)) {
    watchFile(file, { interval: lookEvery }, () => safely(look, io));
  }
  // An audit that was killed changes no file.
  const asking = setInterval(() => safely(tellNews, io), askEvery);
  return () => {
    clearInterval(asking);
    for (const file of Object.keys(onChange)) unwatchFile(file);
  };
}

/** The page continues with its present data. */
function safely(look: () => Promise<void> | void, io: Io): void {
  (async () => look())().catch((error: unknown) => io.err.write(explain(error).text));
}
