import { relative, sep } from 'node:path';

/** With `/` as separator on every system. */
export function relativeTo(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
