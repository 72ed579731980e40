import { exitCodes, UserError } from '../errors.ts';
import type { Notice } from '../model/audit.ts';
import type { CleanRun } from '../model/run.ts';
import { cleanRun, relativeTo } from './clean-run.ts';
import { type LabProject, type LabSettings, openLab } from './open.ts';
import type { Lab } from './vitest/lab.ts';

/**
 * Tests that fail in the clean run fail either without realcov too, and then the suite is red, or only with
 * our instrumentation in the sources: those are left out, with a notice. Uninstrumented files in a Vitest
 * of their own tell.
 * @throws UserError (suite is red) with the tests and their messages
 */
export async function dropOrRefuse(
  run: CleanRun,
  lab: Lab,
  project: LabProject,
  settings: LabSettings,
): Promise<Notice[]> {
  if (run.red.length === 0) return [];
  const names = new Set(run.red.map(({ file }) => file));
  const plain = await openLab(project, { ...settings, concurrency: 1 }, { add: () => {} });
  try {
    const files = lab.files.filter(({ path }) => names.has(relativeTo(project.root, path)));
    const { red } = await cleanRun(plain, project.root, files, [], () => {});
    if (red.length > 0) throw suiteIsRed(red);
  } finally {
    plain.close();
  }
  return run.red.map(({ file, test, error }) => ({
    kind: test === '' ? 'file-dropped' : 'test-dropped',
    file,
    message: `${test === '' ? 'it' : `"${test}"`} passes only without instrumentation: ${error}`,
  }));
}

function suiteIsRed(red: CleanRun['red']): UserError {
  const shown = red.slice(0, 10).map(({ file, test, error }) => `  ${file}${test === '' ? '' : ` > ${test}`}: ${error}`);
  const more = red.length > shown.length ? [`  … and ${red.length - shown.length} more`] : [];
  return new UserError(
    exitCodes.suiteRed,
    `the suite is red before anything is broken: ${red.length} ${red.length === 1 ? 'failure' : 'failures'}`,
    [...shown, ...more, 'mend these first, or leave their files out with --tests'].join('\n'),
  );
}
