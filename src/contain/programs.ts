import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * A PATH without the folders in which npm looks for programs first, and without relative ones: what a project has installed
 * or carries is none of the programs of this machine.
 */
export function programFolders(path = ''): string {
  const isOfMachine = (folder: string) => isAbsolute(folder) && !/[\\/]node_modules(?![^\\/])/.test(folder);
  return path.split(delimiter).filter(isOfMachine).join(delimiter);
}

/** Path of a program of this machine, whatever the project has of that name; the name itself if there is none. */
export function programOfMachine(name: string, path = process.env.PATH): string {
  const candidates = programFolders(path)
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name));
  return candidates.find(isExecutable) ?? name;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
