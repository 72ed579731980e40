import { SuiteIsRed } from '../errors.ts';
import type { Notice } from '../model/audit.ts';
import type { CleanRun } from '../model/run.ts';
import { cleanRun } from './clean-run.ts';
import { relativeTo } from './names.ts';
import type { Lab } from './vitest/lab.ts';

/**
 * Tests that fail in the clean run fail either without realcov too, and then the suite is red, or only with
 * our instrumentation in the sources: those are left out, with a notice. A Vitest that serves the originals
 * tells; it runs alone, as global setups may not stand a second one.
 * @throws UserError (suite is red) with the tests and their messages
 */
export async function dropOrRefuse(run: CleanRun, lab: Lab, root: string): Promise<Notice[]> {
  if (run.red.length === 0) return [];
  const names = new Set(run.red.map(({ file }) => file));
  const files = lab.files.filter(({ path }) => names.has(relativeTo(root, path)));
  await lab.restart('originals');
  const { red } = await cleanRun(lab, root, files, [], {});
  if (red.length > 0) throw suiteIsRed(red);
  await lab.restart('instrumented');
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
