import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps git away from what is in a folder. */
export function ignoreAll(folder: string): void {
  try {
    // Not through a link that somebody put there.
    writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
