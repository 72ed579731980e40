import type { AuditOptions } from '../options/audit-options.ts';
import { copyProject, type ProjectCopy } from './project-copy.ts';
import type { Place } from './reproduce.ts';
import { TruthFinder } from './truth.ts';

interface PlaceOptions {
  /** The project. */
  project: Pick<AuditOptions, 'root' | 'vitest' | 'inPlace'>;
  /** Folder of the project's own Vitest. */
  runnerFolder: string;
  /** One failure is enough. */
  bail: boolean;
  signal?: AbortSignal | undefined;
}

/** A copy of the project in which breaks can be made, and plain Vitest to run on it. */
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
