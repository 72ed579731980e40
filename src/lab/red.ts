import { SuiteIsRed } from '../errors.ts';
import type { Notice } from '../model/audit.ts';
import type { CleanRun } from '../model/run.ts';
import { cleanRun } from './clean-run.ts';
import { relativeTo } from './names.ts';
import type { Lab } from './vitest/lab.ts';

/**
 * Tests that fail in the clean run fail either without realcov too, and then the suite is red, or only with
 * our instrumentation in the sources: those are left out, with a notice. A Vitest that serves the originals
 * tells; it runs alone, as global setups may not stand a second one. What fails on the copy is tried on the project
 * itself before it is called red.
 * @throws UserError (suite is red) with the tests and their messages
 */
export async function dropOrRefuse(run: CleanRun, lab: Lab, root: string): Promise<Notice[]> {
  if (run.red.length === 0) return [];
  const names = new Set(run.red.map(({ file }) => file));
  const files = lab.files.filter(({ path }) => names.has(relativeTo(root, path)));
  const redOriginals = async () => {
    await lab.restart('originals');
    return (await cleanRun(lab, root, files, [], {})).red;
  };
  const red = await redOriginals();
  if (red.length > 0) {
    if (!lab.isContained || lab.isSandboxed) throw suiteIsRed(red);
    lab.leaveCopy();
    const redInPlace = await redOriginals();
    throw redInPlace.length > 0 ? suiteIsRed(redInPlace) : redOnCopy(red);
  }
  await lab.restart('instrumented');
  return run.red.map(({ file, test, error }) => ({
    kind: test === '' ? 'file-dropped' : 'test-dropped',
    file,
    message: `${test === '' ? 'it' : `"${test}"`} passes only without instrumentation: ${error}`,
  }));
}

const shownFailures = 10;

/** Such as tests that look for a process of somebody else. */
function redOnCopy(red: CleanRun['red']): SuiteIsRed {
  return suiteIsRed(
    red,
    'tests fail on the copy of the project that is thrown away, and pass on the project itself',
    'use --in-place: breaks then run on the project itself, and what other programs do is not held (see SECURITY.md)',
  );
}

function suiteIsRed(
  red: CleanRun['red'],
  what = 'the suite is red before anything is broken',
  hint = 'fix these first, or leave their files out with --tests',
): SuiteIsRed {
  const shown = red
    .slice(0, shownFailures)
    .map(({ file, test, error }) => `${file}${test === '' ? '' : ` > ${test}`}: ${error}`);
  const more = red.length > shown.length ? [`… and ${red.length - shown.length} more`] : [];
  return new SuiteIsRed(
    `${what}: ${red.length} ${red.length === 1 ? 'failure' : 'failures'}`,
    hint,
    [...shown, ...more],
    red,
  );
}
