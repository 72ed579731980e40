import { posix } from 'node:path';
import type { WrittenFor } from '../written-for.ts';

/** How the project writes its tests. */
export interface TestStyle {
  runner: WrittenFor;
  call: 'test' | 'it';
  /** `test` and `expect` are globals. */
  globals: boolean;
  /** How it writes specifiers of its own modules: `./a.ts`, `./a.js` or `./a`. */
  extension: 'source' | 'js' | 'none';
}

const ownImport = /\bfrom\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/** From which a test imports what is no global. */
export const moduleOf: Record<WrittenFor, string> = { vitest: 'vitest', jest: '@jest/globals' };

/** From test files, the best examples first. Pure. */
export function styleOf(
  texts: readonly string[],
  hasGlobals: boolean,
  runner: WrittenFor = 'vitest',
): TestStyle {
  const all = texts.join('\n');
  const count = (name: string) => all.match(new RegExp(`(?<![.\\w])${name}(?=[(.])`, 'g'))?.length ?? 0;
  const specifiers = Array.from(all.matchAll(ownImport), ([, specifier]) => specifier!);
  const withSource = specifiers.filter((each) => /\.[cm]?tsx?$/.test(each)).length;
  const withJs = specifiers.filter((each) => /\.[cm]?jsx?$/.test(each)).length;
  const bare = specifiers.length - withSource - withJs;
  const isImported = new RegExp(`from\\s*['"]${moduleOf[runner]}['"]`).test(all);
  return {
    runner,
    call: count('it') > count('test') ? 'it' : 'test',
    // Those of Jest are there unless a project switches them off.
    globals: hasGlobals && (runner === 'jest' || texts.length > 0) && !isImported,
    extension: withSource > 0 && withSource >= bare ? 'source' : withJs > bare ? 'js' : 'none',
  };
}

/** The specifier with which a test file imports a source. Both are relative to the root. */
export function specifierOf(testFile: string, source: string, { extension }: TestStyle): string {
  const path = posix.relative(posix.dirname(testFile), source);
  const relative = path.startsWith('.') ? path : `./${path}`;
  if (extension === 'source' || /\.[cm]?jsx?$/.test(source)) return relative;
  if (extension === 'js') return relative.replace(/\.([cm]?)tsx?$/, '.$1js');
  return relative.replace(/\.[cm]?tsx?$/, '').replace(/\/index$/, '');
}
