import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';

/** What is read of a package.json. */
export interface Manifest {
  name?: string;
  version?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  workspaces?: unknown;
}

/** @throws UserError if the package.json in the folder cannot be read */
export function readManifest(folder: string): Manifest {
  const file = join(folder, 'package.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : error;
    throw new UserError(exitCodes.usage, `${file} cannot be read: ${why}`, 'mend the file');
  }
}

/** The package's own name, or its folder's. */
export function projectName(manifest: Manifest, root: string): string {
  return manifest.name || basename(root);
}

/** Whether the package depends on another, for itself or for its development. */
export function dependsOn(manifest: Manifest, name: string): boolean {
  return name in { ...manifest.dependencies, ...manifest.devDependencies };
}
