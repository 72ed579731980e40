import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { inTemp } from '../system/full-disk.ts';
import { keepTempFolder, makeTempFolder, removeTempFolder } from '../system/temp-folders.ts';

/** A copy of a project that may be changed. */
export interface ProjectCopy {
  /** Folder of the project in the copy. */
  root: string;
  /** Folder of the repository around it in the copy, or the same. */
  top: string;
  remove(): void;
  /** Keeps the copy for the user. */
  keep(): void;
}

/**
 * Copies a project, together with the repository around it, into a temporary folder. Each package in its
 * `node_modules` is linked and not copied; links to packages of the repository itself lead to their copies.
 */
export function copyProject(project: string): ProjectCopy {
  const root = realpathSync(project);
  const top = topOf(root);
  const folder = realpathSync(makeTempFolder('copy'));
  const copy = join(folder, basename(top) || 'project');
  const installed = inTemp(() => copyFiles(top, copy));
  for (const modules of installed) linkPackages(modules, join(copy, relative(top, modules)), { top, copy });
  for (const modules of installedAbove(top)) linkPackages(modules, join(copy, 'node_modules'), { top, copy });
  return {
    root: join(copy, relative(top, root)),
    top: copy,
    remove: () => removeTempFolder(folder),
    keep: () => keepTempFolder(folder),
  };
}

const copyTries = 4;

/**
 * Copies everything except installed packages, and returns their folders. It starts again if another program, such as a
 * build, removes files meanwhile.
 */
function copyFiles(top: string, copy: string, triesLeft = copyTries): string[] {
  const installed: string[] = [];
  try {
    cpSync(top, copy, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => {
        const name = basename(source);
        if (name === 'node_modules') installed.push(source);
        return name !== 'node_modules' && (!leftOut.has(name) || source === top) && canBeCopied(source);
      },
    });
    return installed;
  } catch (error) {
    rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && triesLeft > 1)
      return copyFiles(top, copy, triesLeft - 1);
    removeTempFolder(dirname(copy));
    throw error;
  }
}

/** Sockets, pipes and devices belong to running programs, so they are not copied. */
function canBeCopied(path: string): boolean {
  const stat = lstatSync(path);
  return stat.isFile() || stat.isDirectory() || stat.isSymbolicLink();
}

const leftOut = new Set(['.git', '.stryker-tmp', '.realcov']);

/** The nearest parent folder that is a git repository, or the project's own folder. */
function topOf(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return root;
  }
}

/** Other folders in which packages are found, nearest first. */
function installedAbove(top: string): string[] {
  const parent = dirname(top);
  if (parent === top) return [];
  const modules = join(parent, 'node_modules');
  return [...(existsSync(modules) ? [modules] : []), ...installedAbove(parent)];
}

interface Move {
  top: string;
  copy: string;
}

/**
 * Links what is missing. Caches (`.vite`, `.cache`) are not linked; of the other names with a dot, only `.bin` and pnpm's
 * own folder are.
 */
function linkPackages(from: string, to: string, move: Move): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name.startsWith('.') && name !== '.bin' && name !== '.pnpm') continue;
    const source = join(from, name);
    if (name.startsWith('@') && lstatSync(source).isDirectory()) linkPackages(source, join(to, name), move);
    else if (!lstatSync(join(to, name), { throwIfNoEntry: false })) {
      symlinkSync(moved(source, move), join(to, name), 'junction');
    }
  }
}

function moved(source: string, { top, copy }: Move): string {
  if (!lstatSync(source).isSymbolicLink() || !existsSync(source)) return source;
  const target = realpathSync(source);
  const inside = target.startsWith(top + sep) && !target.includes(`${sep}node_modules${sep}`);
  return inside ? join(copy, relative(top, target)) : target;
}
