import { type Touches, TouchRecord } from '../guard/touches.ts';
import type { Notice } from '../model/audit.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import type { CleanRun } from '../model/run.ts';
import { cleanRun } from './clean-run.ts';
import { markSetups } from './outside.ts';
import { recording } from './recording.ts';
import { dropOrRefuse } from './red.ts';
import type { Runner } from './runner.ts';
import { noticesOf } from './stability.ts';
import type { TestFile } from './vitest/host-protocol.ts';
import type { Lab } from './vitest/lab.ts';

export interface CleanSuiteOptions {
  root: string;
  tests: TestFile[];
  files: InstrumentedFile[];
  onFile(file: string): void;
  findsUnstable: boolean;
  isStopped(): boolean;
}

export interface CleanSuite {
  run: CleanRun;
  /** What its tests do to files and processes. */
  touches: Touches;
  notices: Notice[];
}

/**
 * Runs the suite without any mutant, and leaves out what cannot be judged.
 * @throws UserError (suite is red) with the tests and their messages
 */
export async function runCleanSuite(
  lab: Lab,
  runner: Runner,
  { root, tests, files, onFile, findsUnstable, isStopped }: CleanSuiteOptions,
): Promise<CleanSuite> {
  const record = new TouchRecord();
  const run = await cleanRun(recording(runner, record), root, tests, files, { onFile, findsUnstable });
  run.interrupted = isStopped();
  if (!run.interrupted) markSetups(run, await lab.outside());
  const dropped = run.interrupted ? [] : await dropOrRefuse(run, lab, root);
  return { run, touches: record.all, notices: [...noticesOf(run.unstable), ...dropped] };
}
