import { posix } from 'node:path';
import { moduleBeside } from '../../typescript/thread.ts';
import type { FuzzRequest, FuzzTarget } from './spec.ts';

/**
 * The text of a test file that searches for differences instead of testing, because it runs where the project's tests run.
 * @param onJest the path of the search as CommonJS; undefined on Vitest
 */
export function fuzzProgram(file: string, request: FuzzRequest, out: string, onJest?: string): string {
  const { href: runtime } = moduleBeside(import.meta.url, 'fuzz');
  const modules = [...new Set([request.file, ...modulesOf(request.targets)])];
  const specifierOf = (module: string) => {
    const path = posix.relative(posix.dirname(file), module);
    return JSON.stringify(path.startsWith('.') ? path : `./${path}`);
  };
  const all = modules.map((module, index) => `${JSON.stringify(module)}: module${index}`);
  return [
    onJest === undefined
      ? "import { test } from 'vitest';"
      : `import * as realcov from ${JSON.stringify(onJest)};`,
    ...modules.map((module, index) => `import * as module${index} from ${specifierOf(module)};`),
    '',
    "test('realcov', async () => {",
    onJest === undefined
      ? `  const { fuzz } = await import(/* @vite-ignore */ ${JSON.stringify(runtime)});`
      : '  const { fuzz } = realcov;',
    `  await fuzz({ ${all.join(', ')} }, ${JSON.stringify(request)}, ${JSON.stringify(out)});`,
    '}, 600_000);',
    '',
  ].join('\n');
}

/** The modules of classes that are types of parameters. */
function modulesOf(targets: FuzzTarget[]): string[] {
  const found: string[] = [];
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { file } = part as { file?: unknown };
    if (typeof file === 'string' && 'exported' in part) found.push(file);
    Object.values(part).forEach(look);
  };
  look(targets);
  return found;
}
