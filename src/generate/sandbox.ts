import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type { Sandbox } from '../lab/vitest/sandbox.ts';

/**
 * What generated code may read: the copy of the project, the packages that are installed for the project, and what
 * realcov itself needs. It may write nothing but what the lab adds.
 * @param root of the project itself
 * @param copy of the project, in a folder of its own for temporary files
 */
export function sandboxFor(root: string, copy: string): Sandbox {
  const require = createRequire(import.meta.url);
  const fastCheck = dirname(require.resolve('fast-check/package.json'));
  const pureRand = dirname(createRequire(`${fastCheck}${sep}package.json`).resolve('pure-rand/package.json'));
  return { reads: [topOf(copy), ...installedFor(realpathSync(root)), fastCheck, pureRand], writes: [] };
}

function installedFor(folder: string): string[] {
  const modules = `${folder}${sep}node_modules`;
  const here = existsSync(modules) ? [modules, realpathSync(modules)] : [];
  return folder === dirname(folder) ? here : [...here, ...installedFor(dirname(folder))];
}

/** The folder that holds the whole copy. */
function topOf(copy: string): string {
  const parts = copy.split(sep);
  return parts.slice(0, parts.findIndex((part) => part.startsWith('realcov-copy-')) + 1).join(sep);
}
