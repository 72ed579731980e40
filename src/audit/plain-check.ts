import type { Project } from '../discover/types.ts';
import { vitestArguments } from '../model/runner-settings.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { type PlainRun, runPlain } from '../reproduce/plain-vitest.ts';
import { copyProject } from '../reproduce/project-copy.ts';

const limitMs = 600_000;

/**
 * Runs test files with plain Vitest, without realcov.
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
  const how = { runnerFolder: runner.folder, env: settings.env, limitMs, inPlace: !isContained, signal };
  try {
    const args = ['run', ...files, ...vitestArguments(settings)];
    return await runPlain(args, { root: copy?.root ?? root, ...how });
  } finally {
    copy?.remove();
  }
}
