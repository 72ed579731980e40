import { posix } from 'node:path';
import { moduleBeside } from '../../typescript/thread.ts';
import type { FuzzRequest } from './spec.ts';

/** The text of a test file that looks for differences instead of testing: it runs where the project's tests run. */
export function fuzzProgram(file: string, source: string, request: FuzzRequest, out: string): string {
  const { href: runtime } = moduleBeside(import.meta.url, 'fuzz');
  const path = posix.relative(posix.dirname(file), source);
  const specifier = path.startsWith('.') ? path : `./${path}`;
  return [
    "import { test } from 'vitest';",
    `import * as target from ${JSON.stringify(specifier)};`,
    '',
    "test('realcov', async () => {",
    `  const { fuzz } = await import(/* @vite-ignore */ ${JSON.stringify(runtime)});`,
    `  await fuzz(target, ${JSON.stringify(request)}, ${JSON.stringify(out)});`,
    '}, 600_000);',
    '',
  ].join('\n');
}
