import type { AuditOptions } from '../options/audit-options.ts';
import { copyProject, type ProjectCopy } from './project-copy.ts';
import type { Place } from './reproduce.ts';
import { TruthFinder } from './truth.ts';

interface PlaceOptions {
  /** The project to copy. */
  project: Pick<AuditOptions, 'root' | 'vitest' | 'inPlace'>;
  /** Folder of the project's own Vitest. */
  runnerFolder: string;
  /** Stop after the first failure. */
  bail: boolean;
  signal?: AbortSignal | undefined;
}

/** Makes a copy of the project for breaks, on which plain Vitest can run. */
export function openPlace({
  project,
  runnerFolder,
  bail,
  signal,
}: PlaceOptions): Place & Pick<ProjectCopy, 'remove' | 'keep'> {
  const { root, remove, keep } = copyProject(project.root);
  const truths = new TruthFinder({
    root,
    runnerFolder,
    config: project.vitest,
    bail,
    inPlace: project.inPlace,
    signal,
  });
  return { root, truths, remove, keep };
}
