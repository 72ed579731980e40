import { createHash } from 'node:crypto';

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
