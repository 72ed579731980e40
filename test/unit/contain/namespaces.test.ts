import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { containment } from '../../../src/contain/namespaces.ts';
import { removeCopies } from '../../../src/contain/remove.ts';
import { mountScript } from '../../../src/contain/script.ts';

const folderFor = (name: string) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `realcov-${name}-`)));
  onTestFinished(() => removeCopies(folder));
  return folder;
};

test('what a command does to files does not last, but in the folder that stays real; it sees no other process', async () => {
  const [folder, project] = [folderFor('contain'), folderFor("it's (a) project")];
  mkdirSync(join(project, 'src'));
  writeFileSync(join(project, 'src', 'kept.ts'), 'kept');
  const contained = await containment({ folder, cwd: project });
  // Where the system has no namespaces, nothing else is promised.
  if (!contained) return;
  const script = `pwd; rm -rf "${project}"/* ; ls "${project}" | wc -l; touch "${folder}/real"; ls /proc | grep -c '^[0-9]'`;
  const [command, ...prefix] = contained.prefix;
  const output = execFileSync(command, [...prefix, 'sh', '-c', script], { encoding: 'utf8' });
  const [where, left, processes] = output.trim().split('\n');
  expect([where, left]).toEqual([project, '0']);
  expect(Number(processes)).toBeLessThan(8);
  expect(readFileSync(join(project, 'src', 'kept.ts'), 'utf8')).toBe('kept');
  expect(existsSync(join(folder, 'real'))).toBe(true);
});

test('what works is tried once: another copy on the same mounts starts one program', async () => {
  const project = folderFor('project');
  const [bin, log] = [folderFor('bin'), join(folderFor('log'), 'runs')];
  const unshare = execFileSync('sh', ['-c', 'command -v unshare || true'], { encoding: 'utf8' }).trim();
  writeFileSync(join(bin, 'unshare'), `#!/bin/sh\necho >>"${log}"\nexec ${unshare} "$@"\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  if (!(await containment({ folder: folderFor('contain'), cwd: project }))) return;
  const tries = readFileSync(log, 'utf8').length;
  const second = await containment({ folder: folderFor('contain'), cwd: project, changes: 'changes-2' });
  expect([tries, readFileSync(log, 'utf8').length]).toEqual([1, 1]);
  const [command, ...prefix] = second!.prefix;
  expect(execFileSync(command, [...prefix, 'pwd'], { encoding: 'utf8' })).toBe(`${project}\n`);
  const third = await containment({ folder: folderFor('contain'), cwd: folderFor('other') });
  expect(third).toBeDefined();
  expect(readFileSync(log, 'utf8')).toHaveLength(2);
  // In other namespaces it may be otherwise.
  await containment({ folder: folderFor('contain'), cwd: project, withoutNetwork: true });
  expect(readFileSync(log, 'utf8')).toHaveLength(3);
});

test('a process whose parent is gone does not stay when it has ended', async () => {
  const folder = folderFor('contain');
  const contained = await containment({ folder, cwd: folder });
  if (!contained) return;
  const program = `
    const { execFileSync } = require('node:child_process');
    const pid = Number(execFileSync('sh', ['-c', 'sleep 0.1 >/dev/null 2>&1 & echo $!'], { encoding: 'utf8' }));
    const isThere = () => { try { return process.kill(pid, 0); } catch { return false; } };
    const before = isThere();
    setTimeout(() => console.log(before, isThere()), 1000);
  `;
  const [command, ...prefix] = contained.prefix;
  const output = execFileSync(command, [...prefix, process.execPath, '-e', program], { encoding: 'utf8' });
  expect(output.trim()).toBe('true false');
});

test('devices and what the kernel is told by files stay as they are, also for root', async () => {
  const folder = folderFor('contain');
  const contained = await containment({ folder, cwd: folder });
  if (!contained) return;
  const script =
    'for each in / /dev /sys /sys/fs/cgroup /proc/sys; do [ ! -w $each ] || echo $each; done; echo x >/dev/null';
  const [command, ...prefix] = contained.prefix;
  expect(execFileSync(command, [...prefix, 'sh', '-c', script], { encoding: 'utf8' })).toBe('');
});

test('programs that a project has are not taken for those of the machine that make the copies', async () => {
  const [folder, project] = [folderFor('contain'), folderFor('project')];
  const bin = join(project, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  for (const name of ['unshare', 'sh', 'mount', 'mkdir', 'true'])
    writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} >>"${project}/ran"\nexit 0\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const contained = await containment({ folder, cwd: project });
  if (!contained) return;
  const [command, ...prefix] = contained.prefix;
  // The command itself finds what the project has.
  const output = execFileSync(command, [...prefix, '/bin/sh', '-c', 'sh; cat ran'], { encoding: 'utf8' });
  expect([output, existsSync(join(project, 'ran'))]).toEqual(['sh\n', false]);
});

/** The script that would be run, with commands that stand for those of the system. */
function scripted(mount: string): string | undefined {
  const folder = folderFor('script');
  writeFileSync(join(folder, 'mount'), `#!/bin/sh\n${mount}\n`, { mode: 0o755 });
  const script = mountScript({
    layers: [],
    original: { lower: '/usr', at: join(folder, 'original') },
    readOnly: [],
    asMounted: [],
    top: { path: '/', options: 'nosuid,relatime' },
    folder,
    memory: join(folder, 'memory'),
    cwd: folder,
    programs: `${folder}:${process.env.PATH}`,
    isPrivileged: false,
  });
  const env = { PATH: `${folder}:${process.env.PATH}` };
  const { status, stdout } = spawnSync('sh', ['-c', script, 'sh', 'echo', 'ran'], { env, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

test.runIf(process.platform === 'linux')('what can be written to and not be closed is no copy', () => {
  expect(scripted('exit 0')).toBe('ran');
  // Options that are locked have to be repeated.
  expect(scripted('case "$*" in *ro,nosuid,relatime*|*bind*original|*tmpfs*|*-c*) ;; *) exit 1; esac')).toBe(
    'ran',
  );
  expect(scripted('case "$*" in *remount,bind,ro*) exit 1; esac')).toBeUndefined();
});
