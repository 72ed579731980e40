/** A line of `/proc/self/mountinfo`, as far as it is needed. Format: proc_pid_mountinfo(5). */
export interface Mount {
  /** Absolute. */
  path: string;
  type: string;
  readOnly: boolean;
  /** Options such as `nosuid,relatime`, which only the system's own root may remove. */
  options: string;
}

/** A folder that becomes a temporary copy. Changes go to `upper`. */
export interface Layer {
  /** Absolute path of the folder. */
  lower: string;
  /** Absolute path of the folder for the changes. */
  upper: string;
}

/** The copies that a program works on. */
export interface Copies {
  layers: Layer[];
  /** A view of the real files of the copy that contains the project, for reading. */
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

/** Spaces, tabs, newlines and backslashes are written as octal numbers there. */
function decoded(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

/** File systems without user files, or that a process needs unchanged. */
const special =
  /^(proc|sysfs|devtmpfs|devpts|cgroup2?|mqueue|debugfs|tracefs|securityfs|bpf|configfs|fusectl|pstore|efivarfs|autofs|binfmt_misc|nsfs|rpc_pipefs|hugetlbfs|squashfs|iso9660)$/;
const kernelFolders = ['/proc', '/sys', '/dev'];

export interface Folders {
  /** Folders to copy, outer ones first. */
  copied: string[];
  /** Read-only folders. They cannot be copied, because a copy would lack the mounts inside of them. */
  readOnly: string[];
  /** Mounted files, which become read-only. */
  files: string[];
  /** Folders of the kernel, in which root could remove devices and process groups. They become read-only. */
  kernels: string[];
}

/**
 * The folders that have to be copied to protect all files: the folders below `/`, and every mounted file system.
 * @param topFolders absolute paths of the folders below `/`, without links
 * @param isFolder whether a mount point is a folder and not a file
 * @param isRoot only root may copy a folder that contains mounts, see `clone_private_mount` in Linux
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

/** The mount that a path belongs to: the most recent one. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts.findLast((mount) => mount.path === path);
}

/** Whether a folder can be the upper folder of an overlay. It cannot on another overlay, as in a container, or on a network. */
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
