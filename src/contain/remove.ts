import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Removes a folder and the copies in it, with folders that the kernel made without any permission. */
export function removeCopies(folder: string): void {
  for (const path of closedFolders(folder)) {
    try {
      chmodSync(path, 0o700);
    } catch {
      // It is gone or belongs to somebody else. Removing it will report that.
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** The folder `work` that the kernel makes in the working folder of each copy. */
function closedFolders(folder: string): string[] {
  return entries(folder)
    .filter((name) => name.startsWith('changes'))
    .flatMap((changes) =>
      entries(join(folder, changes))
        .filter((name) => name.endsWith('.work'))
        .map((name) => join(folder, changes, name, 'work')),
    );
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
