import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';

/** With `/` as separator on every system. */
export function relativeTo(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** Of a test file as one Vitest project runs it. */
export function fileId(project: string, file: string): string {
  return shortHash(`${project}\n${file}`);
}

/** Of a test; stable when lines move. */
export function testId(project: string, file: string, key: string): string {
  return shortHash(`${project}\n${file}\n${key}`);
}

function shortHash(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, 10);
}
