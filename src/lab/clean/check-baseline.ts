import { SuiteIsRed } from '../../errors.ts';
import type { Notice } from '../../model/audit.ts';
import type { CleanRun, LeftOutTest } from '../../model/run.ts';
import { relativeTo } from '../../system/paths.ts';
import type { Lab, UnrunnableFile } from '../lab.ts';
import { cleanRun } from './clean-run.ts';

type Red = CleanRun['red'];

export interface BaselineOptions {
  root: string;
  /** Runs the plain test runner, without realcov, on these test files alone. */
  runPlain(files: string[]): Promise<{ green: boolean; failures: readonly { file: string; test: string }[] }>;
  /** Goes on without the failing tests. */
  leavesOutRed: boolean;
}

type BaselineLab = Pick<
  Lab,
  'files' | 'restart' | 'suspend' | 'isContained' | 'isSandboxed' | 'leaveCopy' | 'run' | 'knowCosts'
>;

/**
 * Tests that fail in the clean run may also fail without realcov: then the suite is red. Or they fail only with
 * instrumented sources or realcov's runner: these are left out, with a notice. A test runner that serves the
 * original sources tells most of them apart, and the plain one decides. Each runs alone, because global setups may not work twice
 * at once. A test that fails on the copy of the project is tried on the project itself before the suite is called red.
 * @throws UserError (suite is red) with the tests and their messages
 */
export async function checkBaseline(
  run: CleanRun,
  lab: BaselineLab,
  options: BaselineOptions,
): Promise<Notice[]> {
  if (run.red.length === 0) return [];
  const names = new Set(run.red.map(({ file }) => file));
  const files = lab.files.filter(({ path }) => names.has(relativeTo(options.root, path)));
  const redOriginals = async () => {
    await lab.restart('originals');
    return (await cleanRun(lab, options.root, files, [], {})).red;
  };
  const failing = await redOriginals();
  const red = lab.isSandboxed ? failing : await redInPlain(failing, lab, options);
  if (red.length > 0 && !options.leavesOutRed) {
    if (!lab.isContained || lab.isSandboxed) throw suiteIsRed(red);
    lab.leaveCopy();
    const redInPlace = await redOriginals();
    throw redInPlace.length > 0 ? suiteIsRed(redInPlace) : redOnCopy(red);
  }
  await lab.restart('instrumented');
  return leaveOut(run, red);
}

/** The tests that also fail in the plain test runner. */
async function redInPlain(red: Red, lab: BaselineLab, { runPlain }: BaselineOptions): Promise<Red> {
  // A file that hangs would hang there as well.
  if (red.every(({ hangs }) => hangs)) return red;
  await lab.suspend();
  const ending = red.filter(({ hangs }) => !hangs);
  const { green, failures } = await runPlain([...new Set(ending.map(({ file }) => file))]);
  const confirmed = red.filter(({ hangs }) => hangs);
  if (green) return confirmed;
  for (const each of ending) {
    const ofFile = failures.filter(({ file }) => file === each.file);
    const isNamed = ofFile.some(({ test }) => test === '' || each.test === '' || test === each.test);
    // An error outside of tests only shows in the exit code.
    const isRed = isNamed || (ofFile.length === 0 && !(await runPlain([each.file])).green);
    if (isRed) confirmed.push(each);
  }
  return confirmed;
}

function leaveOut(run: CleanRun, red: Red): Notice[] {
  const isRed = new Set(red.map(({ file, test }) => `${file}\n${test}`));
  return run.red.map(({ file, test, error }): Notice => {
    const why = isRed.has(`${file}\n${test}`) ? 'red' : 'only-plain';
    run.leftOut.push({ file, test, why });
    const what = test === '' ? 'it' : `"${test}"`;
    return {
      kind: noticeKinds[why][test === '' ? 0 : 1],
      file,
      message: `${what} ${whyWords[why]}, so it is left out, and what it reaches is unproven: ${error}`,
    };
  });
}

/** Test files of the project that the lab cannot run. */
export function leaveOutUnrunnable(run: CleanRun, root: string, files: readonly UnrunnableFile[]): Notice[] {
  return files.map(({ path, why }): Notice => {
    const file = relativeTo(root, path);
    run.leftOut.push({ file, test: '', why });
    const message = `it ${whyWords[why]}, so it is left out, and what it imports is unproven unless another test notices it`;
    return { kind: 'file-dropped', file, message };
  });
}

const noticeKinds = {
  red: ['file-red', 'test-red'],
  'only-plain': ['file-dropped', 'test-dropped'],
} as const;

/** Why a test is left out. */
export const whyWords: Record<LeftOutTest['why'], string> = {
  flaky: 'does not always do the same',
  red: 'fails without any break',
  'only-plain': 'passes without realcov alone',
  browser: 'runs in a browser',
  'own-pool': 'runs in a pool that is not one of the test runner',
};

export const shownFailures = 10;

/** For example, tests that look for a process outside of the sandbox. */
function redOnCopy(red: Red): SuiteIsRed {
  return suiteIsRed(
    red,
    'tests fail on the copy of the project that is thrown away, and pass on the project itself',
    'use --in-place: breaks then run on the project itself, and what other programs do is not held (see SECURITY.md)',
  );
}

function suiteIsRed(
  red: Red,
  what = 'tests already fail without any break',
  hint = 'fix these first, or go on without them by --leave-out-red: what they reach is then unproven',
): SuiteIsRed {
  const shown = red.slice(0, shownFailures).map(({ file, test, error }) => `${place(file, test)}: ${error}`);
  const more = red.length > shown.length ? [`… and ${red.length - shown.length} more`] : [];
  return new SuiteIsRed(
    `${what}: ${red.length} ${red.length === 1 ? 'failure' : 'failures'}`,
    hint,
    [...shown, ...more],
    red,
  );
}

/** A test, or a whole file, as messages name it. */
export function place(file: string, test: string): string {
  return test === '' ? file : `${file} > ${test}`;
}
