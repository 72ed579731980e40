import { join } from 'node:path';

/** The folder, below the root, of what realcov keeps from one run to the next. */
export const stateFolder = '.realcov';

/** The folders that realcov itself writes into, absolute: what changes there is no change of the project. */
export function ownFolders({ root, outDir }: { root: string; outDir: string }): string[] {
  return [outDir, join(root, stateFolder)];
}
