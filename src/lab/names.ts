import { createHash } from 'node:crypto';

/** Id of a test file in one Vitest project. */
export function fileId(project: string, file: string): string {
  return shortHash(`${project}\n${file}`);
}

/** Id of a test. It stays the same when lines move. */
export function testId(project: string, file: string, key: string): string {
  return shortHash(`${project}\n${file}\n${key}`);
}

function shortHash(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, 10);
}
