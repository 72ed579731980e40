import { mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Breaks } from '../../audit/breaks.ts';
import { recordingText } from '../../instrument/recording.ts';
import { openLab, testFilesFor } from '../../lab/open.ts';
import { dryJob } from '../../lab/plan/jobs.ts';
import type { Sandbox } from '../../lab/sandbox.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { makeTempFolder, removeTempFolder } from '../../system/temp-folders.ts';
import { moduleBeside } from '../../typescript/thread.ts';
import { isClosed } from '../targets/closed-source.ts';
import type { CommonJs } from './common-js.ts';
import type { SeenCall } from './recorder.ts';

/** The functions of one source whose calls are recorded: ids by the offset at which they begin. */
export interface RecordedFile {
  source: string;
  text: string;
  ids: ReadonlyMap<number, string>;
}

interface RecordOptions {
  /** Root of the copy of the project. */
  options: AuditOptions;
  breaks: Breaks;
  sandbox: Sandbox | undefined;
  /** The modules that run where tests run, on Jest. */
  commonJs: CommonJs | undefined;
  signal: AbortSignal;
}

/** Runs the tests that import the files once, without breaks. Returns the calls of each function by its id, short calls first. */
export async function recordCalls(
  files: RecordedFile[],
  { options, breaks, sandbox, commonJs, signal }: RecordOptions,
): Promise<Map<string, SeenCall[]>> {
  if (files.length === 0) return new Map();
  const folder = realpathSync(makeTempFolder('record'));
  // Only files in the lab's own folder are kept.
  const calls = join(folder, 'calls');
  mkdirSync(calls);
  const held = sandbox && { reads: sandbox.reads, writes: [...sandbox.writes, calls] };
  const settings = { ...options, folder, mayLackTests: true as const, ...(held && { sandbox: held }) };
  try {
    const lab = await openLab(breaks.project, settings, { add: () => {} }, signal);
    try {
      const texts = files.map(({ source, text, ids }) => ({
        path: join(options.root, source),
        original: text,
        ...recordingText(text, source, (offset) => ids.get(offset)),
      }));
      const module = commonJs?.recorder ?? moduleBeside(import.meta.url, 'recorder').href;
      const preload = { module, argument: calls };
      lab.serve(texts, { timeoutFactor: options.timeoutFactor, files: [], preload });
      const sources = files.map(({ source }) => source);
      const tests = await testFilesFor(lab, breaks.project, settings, sources);
      await lab.run(
        tests.map((file) => dryJob(file, { reversed: true })),
        () => undefined,
      );
      return Map.groupBy(callsIn(calls), ({ id }) => id);
    } finally {
      await lab.close();
    }
  } finally {
    removeTempFolder(folder);
  }
}

function callsIn(folder: string): SeenCall[] {
  const lines = readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  return [...new Set(lines)]
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .flatMap((line): SeenCall[] => {
      try {
        const call = JSON.parse(line) as SeenCall;
        const sources = [
          ...call.args,
          ...(call.made ?? []),
          ...(call.before ?? []).flatMap(({ args }) => args),
        ];
        return sources.every(isClosed) ? [call] : [];
      } catch {
        // The last line is incomplete if the process was killed.
        return [];
      }
    });
}
