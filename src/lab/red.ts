import { SuiteIsRed } from '../errors.ts';
import type { Notice } from '../model/audit.ts';
import type { CleanRun } from '../model/run.ts';
import { cleanRun } from './clean-run.ts';
import { relativeTo } from './names.ts';
import type { Lab } from './vitest/lab.ts';

/** The suite passes on the project itself, but not on a copy of it that is thrown away. */
export const onlyInPlace = Symbol('only in place');

/**
 * Tests that fail in the clean run fail either without realcov too, and then the suite is red, or only with
 * our instrumentation in the sources: those are left out, with a notice. A Vitest that serves the originals
 * tells; it runs alone, as global setups may not stand a second one. What fails on the copy is tried on the project
 * itself before it is called red: then the lab runs there from now on, and the clean run is to be made again.
 * @throws UserError (suite is red) with the tests and their messages
 */
export async function dropOrRefuse(
  run: CleanRun,
  lab: Lab,
  root: string,
): Promise<Notice[] | typeof onlyInPlace> {
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
    if (redInPlace.length > 0) throw suiteIsRed(redInPlace);
  }
  await lab.restart('instrumented');
  if (red.length > 0) return onlyInPlace;
  return run.red.map(({ file, test, error }) => ({
    kind: test === '' ? 'file-dropped' : 'test-dropped',
    file,
    message: `${test === '' ? 'it' : `"${test}"`} passes only without instrumentation: ${error}`,
  }));
}

const shownFailures = 10;

function suiteIsRed(red: CleanRun['red']): SuiteIsRed {
  const shown = red
    .slice(0, shownFailures)
    .map(({ file, test, error }) => `${file}${test === '' ? '' : ` > ${test}`}: ${error}`);
  const more = red.length > shown.length ? [`… and ${red.length - shown.length} more`] : [];
  return new SuiteIsRed(
    `the suite is red before anything is broken: ${red.length} ${red.length === 1 ? 'failure' : 'failures'}`,
    'mend these first, or leave their files out with --tests',
    [...shown, ...more],
    red,
  );
}
