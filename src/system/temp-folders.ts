/**
 * Folders for temporary files. Beside each, for as long as it is used, a file says which process owns it, so that the
 * next start removes what one left behind that was killed. Beside and not inside: code that may write into the folder
 * has no say in what is removed.
 */

import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removeCopies } from '../contain/remove.ts';
import { inTemp } from './full-disk.ts';
import { isAlive } from './processes.ts';

const prefix = 'realcov-';
const suffix = '.owner';

/** Of the process that a folder belongs to. */
interface Owner {
  pid: number;
  /** When it started, in ticks of the machine; absent where that cannot be told. */
  started?: string;
  /** Where its number means something: machine, boot and namespace of processes. */
  place: string;
  /** Other folders for temporary files that are left if it is killed. */
  others: string[];
}

let isSwept = false;

/**
 * Makes a folder that only this user can read.
 * @param purpose becomes part of its name
 * @throws UserError if there is no space for it
 */
export function makeTempFolder(purpose: string): string {
  if (!isSwept) {
    isSwept = true;
    removeAbandoned();
  }
  return inTemp(() => {
    const folder = mkdtempSync(join(tmpdir(), `${prefix}${purpose}${purpose && '-'}`));
    writeOwner(folder, []);
    return folder;
  });
}

/** Removes the folder and the note of its owner; it may be gone already. */
export function removeTempFolder(folder: string): void {
  removeCopies(folder);
  rmSync(folder + suffix, { force: true });
}

/** From now on it belongs to the user, and stays. */
export function keepTempFolder(folder: string): void {
  rmSync(folder + suffix, { force: true });
}

/** Notes what else is to be removed if this process is killed: folders that another tool makes for it. */
export function noteTempFolders(folder: string, others: string[]): void {
  inTemp(() => writeOwner(folder, others));
}

function writeOwner(folder: string, others: string[]): void {
  const started = startOf(process.pid);
  const owner: Owner = { pid: process.pid, place: placeOfProcesses(), others, ...(started && { started }) };
  try {
    writeFileSync(folder + suffix, JSON.stringify(owner), { mode: 0o600 });
  } catch (error) {
    removeTempFolder(folder);
    throw error;
  }
}

/** Removes what processes of this user left in the folder for temporary files that are not there any more. */
export function removeAbandoned(): void {
  const temp = tmpdir();
  for (const name of namesIn(temp)) {
    if (!name.startsWith(prefix) || !name.endsWith(suffix)) continue;
    const note = join(temp, name);
    const owner = readOwner(note);
    if (!owner || isAtWork(owner)) continue;
    const folders = [join(temp, name.slice(0, -suffix.length)), ...owner.others];
    for (const folder of folders) {
      // Only what lies there directly, and is no link.
      if (dirname(folder) === temp && isOwn(folder)?.isDirectory()) tryToRemove(folder);
    }
    tryToRemove(note);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Undefined for what another user, or no realcov, wrote. */
function readOwner(note: string): Owner | undefined {
  if (!isOwn(note)?.isFile()) return undefined;
  try {
    const { pid, started, place, others } = JSON.parse(readFileSync(note, 'utf8')) as Partial<Owner>;
    const isOwner = Number.isInteger(pid) && typeof place === 'string' && Array.isArray(others);
    if (!isOwner || !others.every((other) => typeof other === 'string')) return undefined;
    return { pid: pid!, place, others, ...(typeof started === 'string' && { started }) };
  } catch {
    return undefined;
  }
}

/** Of the path itself, not of what it leads to; undefined if it is not there or belongs to somebody else. */
function isOwn(path: string): Stats | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  const isMine = process.getuid === undefined || stats?.uid === process.getuid();
  return isMine ? stats : undefined;
}

/** Where it cannot be told, it is. */
function isAtWork({ pid, started, place }: Owner): boolean {
  if (place !== placeOfProcesses()) return true;
  if (!isAlive(pid)) return false;
  // The number may have been given to another process since.
  const now = startOf(pid);
  return started === undefined || now === undefined || now === started;
}

/** Processes of another machine, boot or container have other numbers. */
function placeOfProcesses(): string {
  const boot = read('/proc/sys/kernel/random/boot_id');
  return [hostname(), boot?.trim(), namespaceOfProcesses()].filter(Boolean).join(' ');
}

function namespaceOfProcesses(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}

/** The 22nd field of `/proc/<pid>/stat`; the second one, a name in brackets, may have anything in it. */
function startOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function tryToRemove(path: string): void {
  try {
    removeCopies(path);
  } catch {
    // It costs space, and nothing else.
  }
}
