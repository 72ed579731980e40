import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import type { Sandbox } from '../../lab/sandbox.ts';

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

/** Where packages are resolved from a folder, and what the links among them lead to. */
function installedFor(folder: string): string[] {
  const modules = join(folder, 'node_modules');
  const here = existsSync(modules) ? [modules, ...linkedFrom(modules)] : [];
  return [...new Set(folder === dirname(folder) ? here : [...here, ...installedFor(dirname(folder))])];
}

function linkedFrom(modules: string): string[] {
  const found = new Set([realpathSync(modules)]);
  for (const entry of readdirSync(modules, { withFileTypes: true })) {
    const path = join(modules, entry.name);
    if (entry.name.startsWith('@') && entry.isDirectory())
      for (const each of linkedFrom(path)) found.add(each);
    else if (entry.isSymbolicLink() && isPackage(path, nameIn(path)))
      found.add(installationOf(realpathSync(path)));
  }
  return [...found];
}

/** As it is imported: `name`, or `@scope/name`. */
function nameIn(path: string): string {
  const scope = basename(dirname(path));
  return scope.startsWith('@') ? `${scope}/${basename(path)}` : basename(path);
}

/** Whether a link leads to a package: one that is installed, or one of the name of the link. Others lead anywhere. */
function isPackage(link: string, name: string): boolean {
  try {
    const path = realpathSync(link);
    const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { name?: unknown };
    return path.includes(`${sep}node_modules${sep}`) || manifest.name === name;
  } catch {
    return false;
  }
}

/** The outermost folder of installed packages around a package, which has what the package needs; else itself. */
function installationOf(path: string): string {
  const mark = `${sep}node_modules${sep}`;
  return path.includes(mark) ? path.slice(0, path.indexOf(mark) + mark.length - 1) : path;
}

/** The folder that holds the whole copy. */
function topOf(copy: string): string {
  const parts = copy.split(sep);
  return parts.slice(0, parts.findIndex((part) => part.startsWith('realcov-copy-')) + 1).join(sep);
}

/** Files of keys and tokens, by their names. */
const secret = /^\.(env(\..*)?|npmrc|netrc|yarnrc(\.yml)?|pypirc|git-credentials)$/;

/**
 * Takes from the copy what a generated test could read and tell by the way in which it fails: files that keep secrets, and
 * links that lead out of what the sandbox lets it read, which Node's permission model follows.
 */
export function closeCopy(copy: string, { reads }: Sandbox): void {
  const within = (path: string) => reads.some((folder) => path === folder || path.startsWith(folder + sep));
  const look = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const target = entry.isSymbolicLink() ? targetOf(path) : undefined;
      if (secret.test(entry.name) || (target !== undefined && !within(target)))
        rmSync(path, { recursive: true, force: true });
      else if (entry.isDirectory()) look(path);
    }
  };
  look(topOf(copy));
}

/** Where a link leads; '' if it leads nowhere. */
function targetOf(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    return '';
  }
}
