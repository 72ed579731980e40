import { describe, expect, test } from 'vitest';
import { canTakeChanges, foldersToCopy, readMounts } from '../../../src/contain/mounts.ts';

const mountInfo = [
  '22 27 0:21 / /proc rw,relatime - proc proc rw',
  '25 24 0:23 / /dev/shm rw,relatime shared:4 - tmpfs tmpfs rw',
  '23 27 0:22 / /dev rw,nosuid - devtmpfs dev rw',
  '24 23 0:24 / /dev/pts rw - devpts devpts rw',
  '26 27 0:25 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw',
  '27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
  '30 27 0:40 / /home/a\\040b rw - btrfs /dev/vdb rw',
  '31 27 0:41 / /snap/core ro - squashfs /dev/loop0 ro',
  '32 27 254:0 /x /etc/hosts rw - ext4 /dev/vda rw',
  '33 27 0:42 / /data ro,relatime - xfs /dev/vdc ro',
].join('\n');

const mounts = readMounts(mountInfo);
const isFolder = (path: string) => path !== '/etc/hosts';
const top = ['/dev', '/etc', '/home', '/proc', '/snap', '/usr'];

describe('what is copied', () => {
  test('mounts are read with their real names', () => {
    expect(mounts.map(({ path }) => path)).toContain('/home/a b');
    expect(mounts.find(({ path }) => path === '/data')).toEqual({
      path: '/data',
      type: 'xfs',
      readOnly: true,
      options: 'relatime',
    });
  });

  test('root copies every folder and file system but those of the kernel, outer ones first', () => {
    const { copied, readOnly, files, kernels } = foldersToCopy(mounts, top, isFolder, true);
    expect(copied).toEqual(['/home', '/usr', '/dev/shm', '/home/a b']);
    // A copy would lack what is mounted there.
    expect(readOnly).toEqual(['/etc', '/snap']);
    // What is read-only there does not make these so.
    expect(files).toEqual(['/etc/hosts']);
    // Root could remove devices.
    expect(kernels).toEqual(['/dev', '/sys/fs/cgroup']);
  });

  test('others copy no folder in which anything is mounted', () => {
    const { copied, readOnly } = foldersToCopy(mounts, top, isFolder, false);
    expect(copied).toEqual(['/usr', '/dev/shm', '/home/a b']);
    expect(readOnly).toEqual(['/etc', '/home', '/snap']);
  });

  test('changes are kept on a disk or in memory, not on another overlay', () => {
    expect(canTakeChanges(mounts, '/tmp/realcov-1')).toBe(true);
    expect(canTakeChanges(readMounts('1 0 0:1 / / rw - overlay overlay rw'), '/tmp/realcov-1')).toBe(false);
    expect(
      canTakeChanges(
        [...mounts, { path: '/tmp', type: 'fuse.sshfs', readOnly: false, options: '' }],
        '/tmp/a',
      ),
    ).toBe(false);
  });
});
