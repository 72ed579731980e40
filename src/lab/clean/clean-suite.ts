import { join } from 'node:path';
import { exitCodes, UserError } from '../../errors.ts';
import { type Touches, TouchRecord } from '../../guard/touches.ts';
import type { Notice } from '../../model/audit.ts';
import type { InstrumentedFile } from '../../model/instrumented.ts';
import type { CleanRun } from '../../model/run.ts';
import { relativeTo } from '../../system/paths.ts';
import type { JobRunner } from '../job-runner.ts';
import type { Lab, TestFile, UnrunnableFile } from '../lab.ts';
import {
  type BaselineOptions,
  checkBaseline,
  leaveOutUnrunnable,
  place,
  shownFailures,
  whyWords,
} from './check-baseline.ts';
import { cleanRun } from './clean-run.ts';
import { markSetups } from './outside.ts';
import { noticesOf } from './stability.ts';
import { recording } from './touch-recording.ts';

export interface CleanSuiteOptions extends BaselineOptions {
  tests: TestFile[];
  /** Test files that would be among them, but that the lab cannot run. */
  unrunnable: UnrunnableFile[];
  files: InstrumentedFile[];
  onFile(file: string): void;
  findsUnstable: boolean;
  isReversed?(file: string): boolean;
  msLeft?(): number;
  placeOf?(file: string): number;
  isStopped(): boolean;
  /** A project without any test is allowed. */
  mayLackTests: boolean;
}

export interface CleanSuite {
  run: CleanRun;
  /** What its tests do to files and processes. */
  touches: Touches;
  notices: Notice[];
}

/**
 * Runs the suite without any mutant, and leaves out tests that cannot be judged.
 * @throws UserError (suite is red) with the tests and their messages, or if no test is left
 */
export async function runCleanSuite(
  lab: Lab,
  runner: JobRunner,
  options: CleanSuiteOptions,
): Promise<CleanSuite> {
  const { root, tests, files, unrunnable, isStopped, mayLackTests } = options;
  const record = new TouchRecord();
  const run = await cleanRun(recording(runner, record), root, tests, files, options);
  run.interrupted = isStopped();
  if (!run.interrupted) markSetups(run, await lab.outside());
  const unrun = leaveOutUnrunnable(run, root, unrunnable);
  const dropped = run.interrupted ? [] : await checkBaseline(run, lab, options);
  if (!run.interrupted && tests.length > 0 && !mayLackTests) refuseNothingRun(run);
  await markImported(run, lab, root);
  markUnserved(run, lab, root);
  const notices = [...noticesOf(run.unstable), ...unrun, ...dropped, ...noticesOfNotRun(run, tests.length)];
  return { run, touches: record.all, notices };
}

/**
 * A file that did not run reaches what it imports, by assumption. The same holds for a left-out test, which would have
 * reached more after the place where it failed.
 */
async function markImported(run: CleanRun, lab: Lab, root: string): Promise<void> {
  const left = new Set(run.leftOut.map(({ file, test }) => keyOf(file, test)));
  const files = run.leftOut.filter(({ test }) => test === '');
  const tests = (run.endEarly ?? []).filter(({ file, test }) => left.has(keyOf(file, test)));
  const importsOf = memoised(async (file: string) => {
    const imports = await lab.imports([join(root, file)]);
    return new Set(Object.keys(imports).map((path) => relativeTo(root, path)));
  });
  for (const { file, test } of [...files, ...tests]) {
    const imported = await importsOf(file);
    const reason =
      test === ''
        ? `${file} imports it, and is left out`
        : `"${test}" in ${file}, which imports it, fails before its end and is left out`;
    for (const each of run.mutants) if (imported.has(each.mutant.file)) each.leftOut ??= reason;
  }
}

function keyOf(file: string, test: string): string {
  return `${file}\n${test}`;
}

function memoised<Value>(find: (key: string) => Value): (key: string) => Value {
  const found = new Map<string, Value>();
  return (key) => {
    const value = found.get(key) ?? find(key);
    found.set(key, value);
    return value;
  };
}

function noticesOfNotRun({ notRun = [] }: CleanRun, all: number): Notice[] {
  if (notRun.length === 0) return [];
  const message = `for ${notRun.length} of ${all} test files there was no time, so that only what the others notice has a verdict`;
  return [{ kind: 'suite', message }];
}

/** If a source was loaded without its mutants, nobody knows what reaches it. */
function markUnserved({ mutants }: CleanRun, { unserved }: Lab, root: string): void {
  for (const each of mutants)
    if (unserved.has(join(root, each.mutant.file)))
      each.leftOut ??=
        'another tool changes the text of the file before Vite reads it, so the break was not in it';
}

/** @throws UserError if no test takes part: then a survivor means nothing */
function refuseNothingRun({ tests, leftOut }: CleanRun): void {
  if (tests.length > 0) return;
  const shown = leftOut
    .slice(0, shownFailures)
    .map(({ file, test, why }) => `${place(file, test)}: ${whyWords[why]}`);
  const more = leftOut.length > shown.length ? [`… and ${leftOut.length - shown.length} more`] : [];
  throw new UserError(
    exitCodes.suiteRed,
    leftOut.length > 0 ? 'no test is left to audit with' : 'no test runs: all of them are skipped',
    leftOut.length > 0 ? 'fix one of these first' : 'take .skip or .todo from one of them',
    [...shown, ...more],
  );
}
