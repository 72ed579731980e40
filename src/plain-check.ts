import type { Project } from './discover/types.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { type PlainRun, runPlain } from './reproduce/plain-vitest.ts';
import { copyProject } from './reproduce/project-copy.ts';

const limitMs = 600_000;

/**
 * What plain Vitest, without anything of realcov in it, says of test files.
 * @param isContained nothing that it does to files lasts; otherwise it runs on a copy of the project
 */
export async function runPlainly(
  files: string[],
  { root, vitest }: Pick<Project, 'root' | 'vitest'>,
  { vitest: { configFile, dir } }: Pick<AuditOptions, 'vitest'>,
  isContained: boolean,
  signal: AbortSignal,
): Promise<PlainRun> {
  const own = [
    ...(configFile === undefined ? [] : ['--config', configFile]),
    ...(dir === undefined ? [] : ['--dir', dir]),
  ];
  const copy = isContained ? undefined : copyProject(root);
  const options = {
    root: copy?.root ?? root,
    vitestDir: vitest.folder,
    limitMs,
    inPlace: !isContained,
    signal,
  };
  try {
    return await runPlain(['run', ...files, ...own], options);
  } finally {
    copy?.remove();
  }
}
