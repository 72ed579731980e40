import { spawn } from 'node:child_process';
import { accessSync, constants, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Copies, canTakeChanges, foldersToCopy, mountOf, readMounts } from './mounts.ts';
import { programFolders, programOfMachine } from './programs.ts';
import { mountScript, quote } from './script.ts';

/** How to start a command so that its changes to files and processes are undone. */
export interface Containment {
  /** Comes before the command and its arguments. */
  prefix: [string, ...string[]];
  copies: Copies;
}

export interface ContainmentOptions {
  /** Absolute path of a folder that stays real and receives all changes. The caller removes it. */
  folder: string;
  /** Where the command starts, absolute. */
  cwd: string;
  /** Name of the subfolder for changes. A new name makes a new copy. */
  changes?: string;
  /** Without any network, even the local one. */
  withoutNetwork?: boolean;
}

/**
 * Linux namespaces (namespaces(7)) in which every file system is a temporary copy, and only processes of the command are
 * visible.
 * @returns undefined if they are not available: on other systems, without util-linux, or if they are forbidden
 */
export async function containment(options: ContainmentOptions): Promise<Containment | undefined> {
  if (process.platform !== 'linux') return undefined;
  const planned = plan(options);
  if (!planned) return undefined;
  const kind = kindOf(planned, options);
  if (!working.has(kind) && !(await works(planned.prefix))) return undefined;
  working.add(kind);
  return planned;
}

/** Kinds of containment that were seen to work. Trying one takes as long as using it. */
const working = new Set<string>();
const usualChanges = 'changes';

/** The script without the names of folders: on the same mounts they do not decide whether it works. */
function kindOf(
  { prefix }: Containment,
  { folder, cwd, changes = usualChanges }: ContainmentOptions,
): string {
  return prefix
    .join('\n')
    .replaceAll(realpathSync(folder), 'folder')
    .replaceAll(changes, usualChanges)
    .replace(`\ncd ${quote(cwd)}\n`, '\n');
}

function plan({
  folder: given,
  cwd,
  changes = usualChanges,
  withoutNetwork,
}: ContainmentOptions): Containment | undefined {
  const folder = realpathSync(given);
  const mounts = readMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  const isRoot = process.getuid?.() === 0;
  const isPrivileged = isRoot && isInitialNamespace();
  const folders = topFolders().filter(canEnter);
  const { copied, readOnly, files, kernels } = foldersToCopy(mounts, folders, isFolder, isPrivileged);
  // In options of mount, commas separate options, and colons separate folders of an overlay.
  if (/[,:\\]/.test(folder)) return undefined;
  const lowers = copied.filter(canEnter);
  const lower = innermost(cwd, lowers);
  if (lower === undefined || innermost(cwd, [...lowers, ...readOnly]) !== lower) return undefined;
  const memory = join(folder, `${changes}.memory`);
  // The upper folder of an overlay must not be inside of the lower one, or on certain file systems.
  const holder = innermost(folder, lowers);
  const fits = canTakeChanges(mounts, folder);
  const upperFor = (lower: string) => (fits && lower !== holder ? join(folder, changes) : memory);
  const layers = lowers.map((lower, index) => ({ lower, upper: join(upperFor(lower), String(index)) }));
  const copies = { layers, original: { lower, at: join(folder, `${changes}.original`) } };
  const kept = (path: string) => ({ path, options: mountOf(mounts, path)?.options ?? '' });
  const script = mountScript({
    ...copies,
    readOnly: readOnly.map(kept),
    // A folder that cannot be listed may still contain files that can be written.
    asMounted: [...files, ...copied.filter((path) => !canEnter(path)), ...kernels].map(kept),
    top: kept('/'),
    folder,
    memory,
    cwd,
    programs: programFolders(process.env.PATH),
    isPrivileged,
    ...(!isRoot && { user: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 } }),
  });
  const flags = `-${isRoot ? '' : 'r'}mp${withoutNetwork ? 'n' : ''}f`;
  return {
    prefix: [
      programOfMachine('unshare'),
      flags,
      '--mount-proc',
      '--kill-child',
      programOfMachine('sh'),
      '-c',
      script,
      'realcov',
    ],
    copies,
  };
}

/** Root of the machine, or of a container without its own users: see user_namespaces(7). */
function isInitialNamespace(): boolean {
  return /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'));
}

function topFolders(): string[] {
  return readdirSync('/')
    .map((name) => `/${name}`)
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory());
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function canEnter(path: string): boolean {
  try {
    accessSync(path, constants.X_OK | constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** The innermost of the folders that contains the path. */
function innermost(path: string, folders: string[]): string | undefined {
  return folders
    .filter((folder) => isWithin(path, folder))
    .sort((a, b) => a.length - b.length)
    .at(-1);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

/** Tries it with a command that does nothing, because the system's permissions depend on many things. */
function works([command, ...args]: Containment['prefix']): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = spawn(command, [...args, 'true'], { stdio: 'ignore' });
    probe.once('error', () => resolve(false));
    probe.once('exit', (code) => resolve(code === 0));
  });
}
