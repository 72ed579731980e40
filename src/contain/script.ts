import type { Copies } from './mounts.ts';

/** A mount that becomes read-only. */
export interface ReadOnlyMount {
  path: string;
  /** Its mount options. All users except the system's own root must repeat them. */
  options: string;
}

export interface ScriptPlan extends Copies {
  /** Folders that cannot be copied. They become read-only. */
  readOnly: ReadOnlyMount[];
  /** Other mounts that are not copied. They become read-only too. */
  asMounted: ReadOnlyMount[];
  /** The root folder. */
  top: ReadOnlyMount;
  /** Absolute path of the folder that stays real. All upper folders are in it. */
  folder: string;
  /** Subfolder of it for a file system in memory, for the upper folder of the copy that contains the folder itself. */
  memory: string;
  /** Absolute working folder of the command. */
  cwd: string;
  /** PATH of the programs that make the copies. The command has its own. */
  programs: string;
  /** The script is run by the machine's own root. */
  isPrivileged: boolean;
  /** The user and group of the command, if not those that root stands for. */
  user?: { uid: number; gid: number };
}

/**
 * A shell script that makes the copies in a new mount namespace and then runs the command in its arguments. It keeps the real
 * folder open, because later its path leads into a copy.
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
  const folders = layers.flatMap(({ upper }) => [upper, workOf(upper)]).map((path) => quote(inReal(path)));
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
    // All at once, because starting programs is most of the time that this script takes.
    ...(layers.length > 0 ? [`mkdir -p ${folders.join(' ')}`] : []),
    ...layers.flatMap(({ lower, upper }) => {
      const data = `lowerdir=.,upperdir=${inReal(upper)},workdir=${inReal(workOf(upper))}${options}`;
      // A relative name, because mount could take a part of the full path as an option.
      return [`cd ${quote(lower)}`, `mount -t overlay realcov -o ${quote(data)} .`];
    }),
    ...readOnly.flatMap(({ path, options }) => [
      `mount --rbind ${quote(path)} ${quote(path)}`,
      remountReadOnly({ path, options }),
    ]),
    ...asMounted.map(remountReadOnly),
    ...(isPrivileged ? kernelSettings.map(closed) : []),
    `mount -c --rbind ${real} ${quote(folder)}`,
    // Only now, because the real folder may be in it.
    remountReadOnly(top),
    'exec 7<&-',
    `cd ${quote(cwd)}`,
    ...(user ? ['unshare=$(command -v unshare)'] : []),
    'PATH=$realcov_path',
    // The shell stays as the first process, because it collects orphaned processes when they end. Node does not.
    user ? `"$unshare" -U --map-user=${user.uid} --map-group=${user.gid} -- "$@"` : '"$@"',
  ];
  return lines.join('\n');
}

function workOf(upper: string): string {
  return `${upper}.work`;
}

/** Folders that only root may write to and that change the whole machine. */
const kernelSettings = ['/proc/sys', '/proc/sysrq-trigger'];

function closed(path: string): string {
  return `[ ! -e ${path} ] || { mount --bind ${path} ${path}; mount -o remount,bind,ro ${path}; }`;
}

/** Fails if a file is still writable, so that nothing runs without a copy. */
function remountReadOnly({ path, options }: ReadOnlyMount): string {
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
