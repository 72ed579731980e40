import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Layer } from './mounts.ts';

// Bound at load, before a suite can mock it.
const read = readdirSync;

/** Something that is not as it is on the disk. */
export interface Change {
  /** Absolute, as the program sees it. */
  path: string;
  /** It is not there any more. */
  removed: boolean;
}

/**
 * What was changed in the copies, whoever did it. In an upper folder of an overlay, what was removed is a device; see
 * overlayfs in the documentation of Linux. Folders count by what is in them.
 */
export function changesIn(layers: readonly Layer[]): Change[] {
  return layers.flatMap(({ lower, upper }) => walk(upper, lower));
}

function walk(folder: string, path: string): Change[] {
  try {
    return read(folder, { withFileTypes: true }).flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return walk(join(folder, entry.name), inside);
      return [{ path: inside, removed: entry.isCharacterDevice() }];
    });
  } catch {
    // It may be gone by now.
    return [];
  }
}
