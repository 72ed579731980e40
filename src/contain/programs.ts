import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * A PATH without the folders that npm puts first, and without relative ones, so that it finds only programs of this machine
 * and none of the project.
 */
export function programFolders(path = ''): string {
  const isOfMachine = (folder: string) => isAbsolute(folder) && !/[\\/]node_modules(?![^\\/])/.test(folder);
  return path.split(delimiter).filter(isOfMachine).join(delimiter);
}

/** Path of a program of this machine, never of the project; the name itself if there is none. */
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
