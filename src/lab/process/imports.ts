import { readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { specifiersIn, withoutQuery } from '../../model/specifiers.ts';

/** Resolves a specifier in a file to another file; undefined if that is outside of the project. */
export type Resolve = (specifier: string, importer: string) => Promise<string | undefined>;

/** Files with what each of them imports. Paths are absolute. */
export type Imports = Record<string, string[]>;

/**
 * What files import, directly or indirectly. This is read from their text, because it must also work for files that do not
 * load. Names in comments and mocks count too.
 */
export async function importsOf(seeds: readonly string[], resolve: Resolve): Promise<Imports> {
  const imports: Imports = {};
  const open = [...seeds];
  const known = new Map<string, Promise<string | undefined>>();
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (imports[file]) continue;
    const own = new Set<string>();
    for (const specifier of specifiersIn(textOf(file))) {
      const to = await targetOf(specifier, file);
      if (to !== undefined) own.add(to);
    }
    imports[file] = [...own];
    open.push(...own);
  }
  return imports;

  function targetOf(specifier: string, importer: string): Promise<string | undefined> | string | undefined {
    if (/^\.{0,2}\//.test(specifier)) {
      const near = nearFile(specifier.startsWith('/') ? specifier : join(dirname(importer), specifier));
      if (near !== undefined) return near;
    }
    const key = specifier.startsWith('.') ? join(dirname(importer), specifier) : specifier;
    const found = known.get(key) ?? resolve(specifier, importer).then(inProject, () => undefined);
    known.set(key, found);
    return found;
  }
}

function textOf(file: string): string {
  try {
    return /\.([cm]?[jt]sx?|vue|svelte|astro)$/.test(file) ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

const endings = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte'];

/** Candidates for a path: the file itself, TypeScript instead of `.js`, the path with an extension, the index of a folder. */
function nearFile(path: string): string | undefined {
  const typed = path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  const whole = [path, typed, `${typed}x`];
  const candidates = [
    ...whole,
    ...endings.map((end) => path + end),
    ...endings.map((end) => join(path, `index${end}`)),
  ];
  return candidates.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

function inProject(id: string | undefined): string | undefined {
  const file = id === undefined ? undefined : withoutQuery(id);
  const isFile = file !== undefined && !file.includes('\0') && !file.split(/[\\/]/).includes('node_modules');
  return isFile && statSync(file, { throwIfNoEntry: false })?.isFile()
    ? file.replaceAll('/', sep)
    : undefined;
}
