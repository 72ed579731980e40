import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads files of the project, relative to its root, each once; undefined for one that is not there. */
export function reader(root: string): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (file) => {
    if (!known.has(file)) {
      const path = join(root, file);
      known.set(file, existsSync(path) ? readFileSync(path, 'utf8') : undefined);
    }
    return known.get(file);
  };
}
