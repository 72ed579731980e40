/** A line of `/proc/self/mountinfo`, as far as it is needed. Format: proc_pid_mountinfo(5). */
export interface Mount {
  /** Absolute. */
  path: string;
  type: string;
  readOnly: boolean;
  /** Its other options, which nobody but the system's own root may take away: `nosuid,relatime`. */
  options: string;
}

/** A folder that becomes a throw-away copy: what is written to it goes to `upper`. */
export interface Layer {
  /** Absolute path of the folder. */
  lower: string;
  /** Absolute path of the folder that receives what changes. */
  upper: string;
}

/** The copies that a program works on. */
export interface Copies {
  layers: Layer[];
  /** The folder of which one holds the project, as it really is, to be read. */
  original: { lower: string; at: string };
}

export function readMounts(mountInfo: string): Mount[] {
  return mountInfo
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [before = '', after = ''] = line.split(' - ');
      const fields = before.split(' ');
      const options = (fields[5] ?? '').split(',');
      return {
        path: decoded(fields[4] ?? ''),
        type: after.split(' ')[0] ?? '',
        readOnly: options.includes('ro'),
        options: options.filter((option) => option !== 'ro' && option !== 'rw').join(','),
      };
    });
}

/** Spaces, tabs, newlines and backslashes stand there as octal numbers. */
function decoded(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

/** File systems that hold no files of anybody, or that a process needs as they are. */
const special =
  /^(proc|sysfs|devtmpfs|devpts|cgroup2?|mqueue|debugfs|tracefs|securityfs|bpf|configfs|fusectl|pstore|efivarfs|autofs|binfmt_misc|nsfs|rpc_pipefs|hugetlbfs|squashfs|iso9660)$/;
const kernelFolders = ['/proc', '/sys', '/dev'];

export interface Folders {
  /** To be copied, outer ones first. */
  copied: string[];
  /** Cannot be copied, because a copy would lack what is mounted in them: nothing in them can be written. */
  readOnly: string[];
  /** Mounted files: they stay as they are, and cannot be written. */
  files: string[];
  /** The kernel's own, in which root could remove devices and groups of processes: nothing in them can be written. */
  kernels: string[];
}

/**
 * What has to be copied so that no file of anybody can be reached: the folders below `/`, and every mounted file system.
 * @param topFolders absolute paths of the folders below `/`, links aside
 * @param isFolder whether something is mounted on a folder, not on a file
 * @param isRoot others may not copy a folder that holds mounts, see `clone_private_mount` in Linux
 */
export function foldersToCopy(
  mounts: Mount[],
  topFolders: string[],
  isFolder: (path: string) => boolean,
  isRoot: boolean,
): Folders {
  const mounted = mounts
    .filter(({ path, type, readOnly }) => path !== '/' && !special.test(type) && !readOnly)
    .map(({ path }) => path)
    .filter((path) => path === '/dev/shm' || !isKernels(path));
  const all = new Set([...topFolders.filter((path) => !isKernels(path)), ...mounted.filter(isFolder)]);
  const isFit = (folder: string) =>
    mounts.every(({ path }) => !path.startsWith(`${folder}/`) || (isRoot && all.has(path)));
  const sorted = [...all].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  return {
    copied: sorted.filter(isFit),
    readOnly: sorted.filter((path) => !isFit(path)),
    files: mounted.filter((path) => !isFolder(path)),
    kernels: [...new Set(mounts.map(({ path }) => path))].filter(
      (path) => /^\/(dev|sys)(\/|$)/.test(path) && path !== '/dev/pts' && !all.has(path),
    ),
  };
}

/** The mount that a path is in, as it is seen: the last one made. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts.findLast((mount) => mount.path === path);
}

/** Whether an overlay can keep what changes in a folder: not on another overlay, as in a container, nor over a network. */
export function canTakeChanges(mounts: Mount[], folder: string): boolean {
  const holder = mounts
    .filter(({ path }) => path === '/' || folder === path || folder.startsWith(`${path}/`))
    .sort((a, b) => a.path.length - b.path.length)
    .at(-1);
  return /^(ext[234]|xfs|btrfs|f2fs|tmpfs)$/.test(holder?.type ?? '');
}

function isKernels(path: string): boolean {
  return kernelFolders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function depth(path: string): number {
  return path.split('/').length;
}
