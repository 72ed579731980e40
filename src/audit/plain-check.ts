import type { Project } from '../discover/types.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { type PlainRun, runPlain } from '../reproduce/plain-run.ts';
import { copyProject } from '../reproduce/project-copy.ts';

const limitMs = 600_000;

/**
 * Runs test files with the plain test runner, without realcov.
 * @param isContained whether changes to files are undone; otherwise it runs on a copy of the project
 */
export async function runPlainly(
  files: string[],
  { root, runner }: Pick<Project, 'root' | 'runner'>,
  { vitest: settings }: Pick<AuditOptions, 'vitest'>,
  isContained: boolean,
  signal: AbortSignal,
): Promise<PlainRun> {
  const copy = isContained ? undefined : copyProject(root);
  const how = { runner: { ...runner, settings }, limitMs, inPlace: !isContained, signal };
  try {
    return await runPlain({ files }, { root: copy?.root ?? root, ...how });
  } finally {
    copy?.remove();
  }
}
