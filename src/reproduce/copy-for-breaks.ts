import type { AuditOptions } from '../options/audit-options.ts';
import type { PlainRunner } from './plain-command.ts';
import { copyProject, type ProjectCopy } from './project-copy.ts';
import type { Place } from './reproduce.ts';
import { TruthFinder } from './truth.ts';

interface PlaceOptions {
  /** The project to copy. */
  project: Pick<AuditOptions, 'root' | 'vitest' | 'inPlace'>;
  /** The project's own test runner. */
  runner: Pick<PlainRunner, 'name' | 'folder'>;
  /** Stop after the first failure. */
  bail: boolean;
  signal?: AbortSignal | undefined;
}

/** Makes a copy of the project for breaks, on which the plain test runner can run. */
export function openPlace({
  project,
  runner,
  bail,
  signal,
}: PlaceOptions): Place & Pick<ProjectCopy, 'remove' | 'keep'> {
  const { root, remove, keep } = copyProject(project.root);
  const truths = new TruthFinder({
    root,
    runner: { ...runner, settings: project.vitest },
    bail,
    inPlace: project.inPlace,
    signal,
  });
  return { root, truths, remove, keep };
}
