import { isAbsolute } from 'node:path';
import type { InstrumentedFile, PlacedMutant } from '../model/instrumented.ts';
import type { CleanRun, Reach, RunFile, RunMutant, RunTest, Subjects, UnstableTest } from '../model/run.ts';
import { dryJob } from './jobs.ts';
import { fileId, relativeTo, testId } from './names.ts';
import type { DryFile, DryRepeat, DryTest, Hits, Job, JournalLine } from './protocol.ts';
import type { JobResult, Runner } from './runner.ts';
import { findUnstable, type Records, recordsOf } from './stability.ts';
import type { TestFile } from './vitest/host-protocol.ts';

/** What the workers said of one test file. */
interface Dry {
  file: TestFile;
  tests: DryTest[];
  repeats: Map<string, DryRepeat>;
  load: DryFile | undefined;
  died: JobResult['died'];
  /** The test that began last. */
  lastTest: string | undefined;
}

const deadRounds = 3;

interface CleanRunOptions {
  /** Called after each file. */
  onFile?(file: string): void;
  /** Run it more often, to tell which tests do not always do the same: by default. */
  findsUnstable?: boolean;
}

/** Runs the suite without any mutant: what passes, what each test reaches and costs, what can be repeated. */
export async function cleanRun(
  lab: Runner,
  root: string,
  files: TestFile[],
  instrumented: InstrumentedFile[],
  { onFile = () => {}, findsUnstable = true }: CleanRunOptions,
): Promise<CleanRun> {
  const dries = new Map<TestFile, Dry>();
  const runAll = async (some: TestFile[]) => {
    const byJob = new Map<Job, TestFile>(some.map((file) => [dryJob(file), file]));
    await lab.run([...byJob.keys()], ({ job, lines, died }) => {
      const file = byJob.get(job);
      if (file) dries.set(file, dryOf(file, lines, died));
      if (file && !died) onFile(relativeTo(root, file.path));
    });
  };
  await runAll(files);
  // A worker may have been ended by something outside; only one that ends again and again was ended by the file.
  for (let round = 0; round < deadRounds; round++)
    await runAll(files.filter((file) => isIncomplete(dries.get(file))));
  // In the order of discovery, so that nothing depends on which worker was faster.
  const all = files.map((file) => dries.get(file)).filter((dry) => dry !== undefined);
  const relative = (path: string) => relativeTo(root, path);
  const unstable = findsUnstable ? await findUnstable(lab, recordsOfAll(all), relative) : [];
  return assemble(root, all, instrumented, unstable);
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
  const run: CleanRun = { files: [], tests: [], mutants: [], red: [], unstable, interrupted: false };
  const flakyIn = (file: string) =>
    new Set(unstable.filter((each) => each.kind === 'flaky' && each.file === file).map(({ test }) => test));
  const reachOf = reachIndex(run, instrumented);
  for (const dry of dries) {
    const file = relativeTo(root, dry.file.path);
    if (!dry.load || dry.load.error !== undefined) {
      run.red.push({ file, test: '', error: dry.load?.error ?? whyGone(dry) });
      continue;
    }
    const flaky = flakyIn(file);
    const stable = { ...dry, tests: dry.tests.filter(({ test }) => !flaky.has(test)) };
    const runFile = addFile(run, root, file, stable);
    reachOf(runFile, dry, flaky);
    for (const test of stable.tests) {
      if (test.state === 'fail' || test.state === 'timeout') {
        run.red.push({ file, test: test.test, error: test.error ?? test.state });
      }
    }
  }
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
  };
  run.files.push(runFile);
  for (const dryTest of dry.tests) {
    const { test: key, state, line, ms, steps, assertions = noAssertions, subjects, fails } = dryTest;
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
      repeatable: dry.repeats.get(key)?.repeatable ?? false,
    };
    run.tests.push(test);
    runFile.tests.push(test);
  }
  return runFile;
}

/** Fills `run.mutants`; returns what adds the reach of a file to them. */
function reachIndex(
  run: CleanRun,
  instrumented: InstrumentedFile[],
): (file: RunFile, dry: Dry, flaky: Set<string>) => void {
  const atSite = new Map<string, RunMutant[]>();
  const all = instrumented.flatMap(({ key, mutants }) =>
    mutants.filter(isPlaced).map((mutant) => ({ key, mutant })),
  );
  // What keeps the code's meaning comes behind what breaks it.
  const isNeutral = ({ mutant }: (typeof all)[number]) => mutant.level === 'neutral';
  for (const { key, mutant } of [...all.filter((each) => !isNeutral(each)), ...all.filter(isNeutral)]) {
    const runMutant: RunMutant = { index: run.mutants.length, key, mutant, reach: [] };
    run.mutants.push(runMutant);
    const site = `${key}:${mutant.site}`;
    atSite.set(site, [...(atSite.get(site) ?? []), runMutant]);
  }
  const each = (hits: Hits, add: (mutant: RunMutant) => void) => {
    for (const [key, sites] of Object.entries(hits)) {
      for (const site of sites) for (const mutant of atSite.get(`${key}:${site}`) ?? []) add(mutant);
    }
  };
  return (file, dry, flaky) => {
    const reach = (mutant: RunMutant): Reach => {
      const last = mutant.reach.at(-1);
      if (last?.fileIndex === file.index) return last;
      const fresh: Reach = { fileIndex: file.index, atLoad: false, first: [], again: [] };
      mutant.reach.push(fresh);
      return fresh;
    };
    const indexOf = new Map(file.tests.map((test) => [test.key, test.index]));
    each(dry.load?.hits ?? {}, (mutant) => {
      reach(mutant).atLoad = true;
    });
    for (const { test, hits } of dry.tests) {
      const index = indexOf.get(test);
      each(hits, (mutant) => {
        if (index !== undefined) reach(mutant).first.push(index);
        else if (flaky.has(test)) mutant.flakyReach = true;
      });
    }
    for (const [test, { hits, repeatable }] of dry.repeats) {
      const index = indexOf.get(test);
      if (index !== undefined && repeatable) each(hits, (mutant) => reach(mutant).again.push(index));
    }
  };
}

function isPlaced(mutant: InstrumentedFile['mutants'][number]): mutant is PlacedMutant {
  return 'number' in mutant;
}
