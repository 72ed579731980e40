import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Layer } from './mounts.ts';

// Stored at load, before a suite can mock it.
const read = readdirSync;

/** A file or folder in the copy that differs from the disk. */
export interface Change {
  /** Absolute path, as seen by the program. */
  path: string;
  /** It was removed. */
  removed: boolean;
}

/**
 * All changes in the copies, by any program. In the upper folder of an overlay, a removed file is represented by a device;
 * see overlayfs in the documentation of Linux. Folders are not listed themselves.
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
    // It may have been removed meanwhile.
    return [];
  }
}
