import type { Copies } from './mounts.ts';

/** Something that is mounted, and must not be written to. */
export interface Kept {
  path: string;
  /** The options that it is mounted with, which others than the system's own root must repeat. */
  options: string;
}

export interface ScriptPlan extends Copies {
  /** Folders that cannot be copied: nothing in them can be written. */
  readOnly: Kept[];
  /** What is mounted and not copied either: the same, where it is. */
  asMounted: Kept[];
  /** The root folder. */
  top: Kept;
  /** The real folder that stays as it is, absolute; all uppers are in it. */
  folder: string;
  /** Subfolder of it for a file system in memory, for uppers of the copy that holds the folder itself. */
  memory: string;
  /** Where the command starts, absolute. */
  cwd: string;
  /** PATH of the programs that make the copies; the command has its own. */
  programs: string;
  /** The script is run by the machine's own root. */
  isPrivileged: boolean;
  /** The user and group that the command runs as, if not the one that root stands for. */
  user?: { uid: number; gid: number };
}

/**
 * The text of a shell script that makes the copies inside of a new mount namespace and runs the command that its
 * arguments name. The real folder is held open, as its path leads into a copy later.
 */
export function mountScript({
  layers,
  original,
  readOnly,
  asMounted,
  top,
  folder,
  memory,
  cwd,
  programs,
  isPrivileged,
  user,
}: ScriptPlan): string {
  const real = '/proc/self/fd/7';
  const inReal = (path: string) => real + path.slice(folder.length);
  const options = isPrivileged ? '' : ',userxattr';
  const lines = [
    'set -e',
    'realcov_path=$PATH',
    `PATH=${quote(programs)}`,
    `mkdir -p ${quote(memory)}`,
    `mount -t tmpfs realcov ${quote(memory)}`,
    `mkdir -p ${quote(original.at)}`,
    `mount --bind ${quote(original.lower)} ${quote(original.at)}`,
    `mount -o remount,bind,ro ${quote(original.at)}`,
    `exec 7<${quote(folder)}`,
    ...layers.flatMap(({ lower, upper }) => {
      const work = `${upper}.work`;
      const data = `lowerdir=.,upperdir=${inReal(upper)},workdir=${inReal(work)}${options}`;
      return [
        `mkdir -p ${quote(inReal(upper))} ${quote(inReal(work))}`,
        // The folder is named by where the shell is: its own name may hold what mount takes for an option.
        `(cd ${quote(lower)} && mount -t overlay realcov -o ${quote(data)} .)`,
      ];
    }),
    ...readOnly.flatMap(({ path, options }) => [
      `mount --rbind ${quote(path)} ${quote(path)}`,
      remountReadOnly({ path, options }),
    ]),
    ...asMounted.map(remountReadOnly),
    ...(isPrivileged ? kernelSettings.map(closed) : []),
    `mount -c --rbind ${real} ${quote(folder)}`,
    // Only now, as the real folder may lie in it.
    remountReadOnly(top),
    'exec 7<&-',
    `cd ${quote(cwd)}`,
    ...(user ? ['unshare=$(command -v unshare)'] : []),
    'PATH=$realcov_path',
    // The shell stays, as the first process: it takes leave of processes whose parents are gone, as Node does not.
    user ? `"$unshare" -U --map-user=${user.uid} --map-group=${user.gid} -- "$@"` : '"$@"',
  ];
  return lines.join('\n');
}

/** What only root may write to, and what changes the whole machine. */
const kernelSettings = ['/proc/sys', '/proc/sysrq-trigger'];

function closed(path: string): string {
  return `[ ! -e ${path} ] || { mount --bind ${path} ${path}; mount -o remount,bind,ro ${path}; }`;
}

/** Where that is refused, nothing runs, unless its permissions hold it: there are no copies then. */
function remountReadOnly({ path, options }: Kept): string {
  const tries = [
    `mount -o remount,bind,ro ${quote(path)}`,
    `mount -o ${quote(`remount,bind,ro,${options}`)} ${quote(path)}`,
  ];
  return `${tries.join(' 2>/dev/null || ')} 2>/dev/null || [ ! -w ${quote(path)} ]`;
}

/** As one word of a shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
