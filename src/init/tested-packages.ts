import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { dependsOn, type Manifest, readManifest } from '../discover/manifest.ts';

const maxNamed = 5;

/** Folders of packages below the root of a workspace that are tested with Vitest, relative to it; the first few. */
export function testedPackages(root: string): string[] {
  const found = globSync('{*,*/*}/package.json', { cwd: root, ignore: ['**/node_modules/**'] })
    .map((file) => dirname(file))
    .sort()
    .filter((folder) => isTested(join(root, folder)));
  const more = found.length - maxNamed;
  return more > 0 ? [...found.slice(0, maxNamed), `and ${more} more`] : found;
}

function isTested(folder: string): boolean {
  const manifest = manifestOf(folder);
  const scripts = Object.values(manifest?.scripts ?? {}).join('\n');
  return manifest !== undefined && (dependsOn(manifest, 'vitest') || /\bvitest\b/.test(scripts));
}

/** One that cannot be read is no reason to give up. */
function manifestOf(folder: string): Manifest | undefined {
  try {
    return readManifest(folder);
  } catch {
    return undefined;
  }
}
