import { isAbsolute } from 'node:path';
import type { InstrumentedFile } from '../../model/instrumented.ts';
import type { CleanRun, RunFile, RunTest, Subjects, UnstableTest } from '../../model/run.ts';
import { relativeTo } from '../../system/paths.ts';
import type { JobResult, JobRunner } from '../job-runner.ts';
import type { TestFile } from '../lab.ts';
import { fileId, testId } from '../names.ts';
import { dryJob } from '../plan/jobs.ts';
import { failed, reachIndex } from '../plan/reach-index.ts';
import type { DryFile, DryRepeat, DryTest, Job, JournalLine } from '../protocol.ts';
import { setApart } from './apart.ts';
import { boundReading, markOutside } from './outside.ts';
import { findUnstable, needsFreshProcess, type Records, recordsOf } from './stability.ts';

/** What the workers said of one test file. */
interface Dry {
  file: TestFile;
  tests: DryTest[];
  repeats: Map<string, DryRepeat>;
  load: DryFile | undefined;
  died: JobResult['died'];
  /** It failed in a process that had run other files, and passes in a process of its own. */
  apart?: boolean;
  /** The test that was running last. */
  lastTest: string | undefined;
}

const deadRounds = 3;

interface CleanRunOptions {
  /** Called after each file. */
  onFile?(file: string): void;
  /** Runs it more often, to find flaky tests: the default. */
  findsUnstable?: boolean;
  /** For files that come later there is no time any more when this is 0. */
  msLeft?(): number;
  /** Files with a lower place run first; where it is the same, in the order given. */
  placeOf?(file: string): number;
  /** Whether a test file runs in reverse order too: by default each does. */
  isReversed?(file: string): boolean;
}

/** Runs the suite without any mutant. Finds out what passes, what each test reaches and costs, and what can be repeated. */
export async function cleanRun(
  lab: JobRunner,
  root: string,
  files: TestFile[],
  instrumented: InstrumentedFile[],
  { onFile = () => {}, findsUnstable = true, isReversed, msLeft, placeOf = () => 0 }: CleanRunOptions,
): Promise<CleanRun> {
  const dries = new Map<TestFile, Dry>();
  const runAll = async (some: TestFile[], fresh = false) => {
    const byJob = new Map<Job, TestFile>(some.map((file) => [dryJob(file, { fresh }), file]));
    await lab.run([...byJob.keys()], ({ job, lines, died }) => {
      const file = byJob.get(job);
      const dry = file && dryOf(file, lines, died);
      if (!dry || (fresh && (died || fails(dry)))) return;
      dries.set(file, { ...dry, ...(fresh && { apart: true }) });
      if (!died && !fresh) onFile(relativeTo(root, file.path));
    });
  };
  const relative = (path: string) => relativeTo(root, path);
  const inTime = () => (msLeft?.() ?? 1) > 0;
  for (const batch of batchesOf(files, msLeft && (({ path }) => placeOf(relative(path)))))
    if (inTime()) await runAll(batch);
  // Something outside may have ended the worker. Only if it ends each time, the file is the cause.
  for (let round = 0; round < deadRounds; round++)
    await runAll(files.filter((file) => isIncomplete(dries.get(file))));
  // Files that ran before it may have left something that makes it fail.
  await runAll(
    files.filter((file) => fails(dries.get(file))),
    true,
  );
  // In the order of discovery, so that the speed of workers does not matter.
  const all = files.map((file) => dries.get(file)).filter((dry) => dry !== undefined);
  const records = recordsOfAll(all);
  const unstable = findsUnstable && inTime() ? await findUnstable(lab, records, relative, isReversed) : [];
  const run = assemble(root, all, instrumented, unstable);
  const isApart = ({ file, load, apart }: Dry) =>
    apart || load?.stale === true || needsFreshProcess(records.get(file) ?? new Map());
  const paths = new Set(all.filter(isApart).map(({ file }) => keyOf(file)));
  for (const file of run.files) if (paths.has(keyOf(file))) setApart(run, file);
  const notRun = files.filter((file) => !dries.has(file)).map(({ path }) => relative(path));
  return { ...run, ...(!inTime() && notRun.length > 0 && { notRun }) };
}

/** After each batch the time is looked at. */
const batchSize = 4;

/** All files at once where time has no limit; otherwise in the order of their places. */
function batchesOf(files: TestFile[], placeOf: ((file: TestFile) => number) | undefined): TestFile[][] {
  if (!placeOf) return [files];
  const places = new Map(files.map((file) => [file, placeOf(file)]));
  const sorted = files.toSorted((a, b) => places.get(a)! - places.get(b)!);
  return Array.from({ length: Math.ceil(sorted.length / batchSize) }, (_, index) =>
    sorted.slice(index * batchSize, (index + 1) * batchSize),
  );
}

function keyOf({ project, path }: { project: string; path: string }): string {
  return `${project}\n${path}`;
}

function fails(dry: Dry | undefined): boolean {
  if (!dry?.load) return false;
  const isBad = ({ state }: DryTest) => state === 'fail' || state === 'timeout';
  return dry.load.error !== undefined || dry.tests.some(isBad);
}

/** Its worker ended, or lines of its journal are lost. */
function isIncomplete(dry: Dry | undefined): boolean {
  return dry?.died === 'ended' || (dry !== undefined && !dry.load && dry.died !== 'stuck');
}

function recordsOfAll(dries: Dry[]): Map<TestFile, Records> {
  const loaded = dries.filter(({ load }) => load && load.error === undefined);
  return new Map(loaded.map(({ file, tests, repeats }) => [file, recordsOf(tests, repeats)]));
}

function dryOf(file: TestFile, lines: JournalLine[], died: JobResult['died']): Dry {
  const tests = lines.filter((line) => line.kind === 'dry-test');
  const load = lines.find((line) => line.kind === 'dry-file');
  return {
    file,
    tests,
    repeats: new Map(lines.filter((line) => line.kind === 'dry-repeat').map((line) => [line.test, line])),
    load: load?.tests === tests.length ? load : undefined,
    died,
    lastTest: lines.findLast((line) => line.kind === 'turn')?.test,
  };
}

function assemble(
  root: string,
  dries: Dry[],
  instrumented: InstrumentedFile[],
  unstable: UnstableTest[],
): CleanRun {
  const run: CleanRun = {
    files: [],
    tests: [],
    mutants: [],
    red: [],
    unstable,
    leftOut: [],
    interrupted: false,
  };
  const allFlaky = unstable.filter(({ kind }) => kind === 'flaky');
  run.leftOut.push(...allFlaky.map(({ file, test }) => ({ file, test, why: 'flaky' as const })));
  const flakyIn = (file: string) =>
    new Set(allFlaky.filter((each) => each.file === file).map(({ test }) => test));
  const reachOf = reachIndex(run, instrumented);
  for (const dry of dries) {
    const file = relativeTo(root, dry.file.path);
    if (!dry.load || dry.load.error !== undefined) {
      const hangs = dry.died === 'stuck' && { hangs: true as const };
      run.red.push({ file, test: '', error: dry.load?.error ?? whyGone(dry), ...hangs });
      continue;
    }
    const flaky = flakyIn(file);
    const stable = { ...dry, tests: dry.tests.filter(({ test }) => !flaky.has(test)) };
    const runFile = addFile(run, root, file, stable);
    reachOf(runFile, dry, flaky);
    markOutside(run, file, dry.load);
    const early = dry.tests.filter(({ state }) => failed(state)).map(({ test }) => ({ file, test }));
    run.endEarly = [...(run.endEarly ?? []), ...early];
    for (const test of stable.tests) {
      if (failed(test.state)) {
        run.red.push({ file, test: test.test, error: test.error ?? test.state });
      }
    }
  }
  boundReading(run);
  return run;
}

function whyGone({ died, lastTest }: Dry): string {
  const what = died === 'stuck' ? 'stands still' : 'ends its process';
  return `${what} without any mutant${lastTest === undefined ? '' : `, in "${lastTest}"`}`;
}

/** Functions by their names, files relative to the root. */
function withRelative(subjects: Subjects, root: string): Subjects {
  const short = (names: string[]) => names.map((name) => (isAbsolute(name) ? relativeTo(root, name) : name));
  return { ...subjects, texts: short(subjects.texts), derived: short(subjects.derived) };
}

const noAssertions = { made: 0, onMocks: 0, throws: 0, notThrows: 0, absences: 0 };

function addFile(run: CleanRun, root: string, file: string, dry: Dry): RunFile {
  const { project, path } = dry.file;
  const runFile: RunFile = {
    id: fileId(project, file),
    index: run.files.length,
    project,
    path,
    file,
    tests: [],
    ms: dry.load?.ms ?? 0,
    steps: dry.load?.steps ?? 0,
    ...(dry.load?.shares && { shares: true as const }),
    ...(dry.load?.keepsState && { keepsState: true as const }),
  };
  run.files.push(runFile);
  for (const dryTest of dry.tests) {
    const {
      test: key,
      state,
      line,
      ms,
      steps,
      assertions = noAssertions,
      subjects,
      fails,
      draws,
      idle,
    } = dryTest;
    if (state !== 'pass') continue;
    const test: RunTest = {
      id: testId(project, file, key),
      index: run.tests.length,
      fileIndex: runFile.index,
      key,
      line,
      ms,
      steps,
      assertions,
      ...(subjects && { subjects: withRelative(subjects, root) }),
      ...(fails && { expectsFailure: fails }),
      ...(draws && { draws }),
      ...(idle && { idle }),
    };
    run.tests.push(test);
    runFile.tests.push(test);
  }
  return runFile;
}
