import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of a file in this repository. */
export const fromRoot = (...path: string[]): string => join(root, ...path);

/** Folder of a package as seen from a folder, by default this repository. */
export function packageFolder(name: string, from = root): string {
  return dirname(createRequire(join(from, 'package.json')).resolve(`${name}/package.json`));
}

/** Version of a package as seen from a folder, by default this repository. */
export function versionOf(name: string, from = root): string {
  const manifest = JSON.parse(readFileSync(join(packageFolder(name, from), 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}
