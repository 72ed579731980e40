import { delimiter, isAbsolute } from 'node:path';

/**
 * A PATH without the folders in which npm looks for programs first, and without relative ones: what a project has installed
 * or carries is none of the programs of this machine.
 */
export function programFolders(path = ''): string {
  const isOfMachine = (folder: string) => isAbsolute(folder) && !/[\\/]node_modules(?![^\\/])/.test(folder);
  return path.split(delimiter).filter(isOfMachine).join(delimiter);
}
