import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import type { Sandbox } from '../../lab/sandbox.ts';

/**
 * What generated code may read: the copy of the project, its installed packages, and what realcov itself needs. The lab
 * adds what it may write.
 * @param root of the project itself
 * @param copy of the project, in a temporary folder of its own
 */
export function sandboxFor(root: string, copy: string): Sandbox {
  const require = createRequire(import.meta.url);
  const fastCheck = dirname(require.resolve('fast-check/package.json'));
  const pureRand = dirname(createRequire(`${fastCheck}${sep}package.json`).resolve('pure-rand/package.json'));
  return { reads: [topOf(copy), ...installedFor(realpathSync(root)), fastCheck, pureRand], writes: [] };
}

/** The folders from which packages are resolved, and the targets of links among them. */
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

/** A package's name in imports: `name`, or `@scope/name`. */
function nameIn(path: string): string {
  const scope = basename(dirname(path));
  return scope.startsWith('@') ? `${scope}/${basename(path)}` : basename(path);
}

/** Whether the target of a link is a package: an installed one, or one with the name of the link. Other links may lead anywhere. */
function isPackage(link: string, name: string): boolean {
  try {
    const path = realpathSync(link);
    const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { name?: unknown };
    return path.includes(`${sep}node_modules${sep}`) || manifest.name === name;
  } catch {
    return false;
  }
}

/** The outermost `node_modules` around a package, which also has the packages it needs; else the package itself. */
function installationOf(path: string): string {
  const mark = `${sep}node_modules${sep}`;
  return path.includes(mark) ? path.slice(0, path.indexOf(mark) + mark.length - 1) : path;
}

/** The folder that contains the whole copy. */
function topOf(copy: string): string {
  const parts = copy.split(sep);
  return parts.slice(0, parts.findIndex((part) => part.startsWith('realcov-copy-')) + 1).join(sep);
}

/** Names of files with keys and tokens. */
const secret = /^\.(env(\..*)?|npmrc|netrc|yarnrc(\.yml)?|pypirc|git-credentials)$/;

/**
 * Removes secrets from the copy, because a generated test could read them and reveal them by the way it fails. Also
 * removes links that lead out of the readable folders, because Node's permission model follows links.
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

/** Target of a link; '' if it does not exist. */
function targetOf(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    return '';
  }
}
