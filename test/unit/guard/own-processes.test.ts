import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { reachesOnlyKin } from '../../../src/guard/own-processes.ts';

const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
});

const none = () => false;

/** The number of a process whose parent is gone. */
function orphan(env: NodeJS.ProcessEnv): number {
  const script = 'sleep 30 >/dev/null 2>&1 & echo $!';
  const pid = Number(execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }));
  started.push(pid);
  return pid;
}

async function grandchild(): Promise<{ child: ChildProcess; pid: number }> {
  const child = spawn('sh', ['-c', 'sleep 30 & echo $!; wait'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const pid = await new Promise<number>((resolve) =>
    child.stdout?.once('data', (data) => resolve(Number(data))),
  );
  started.push(child.pid!, pid);
  return { child, pid };
}

function ownGroup(): number {
  return Number(readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ')[2]);
}

describe.runIf(existsSync('/proc/self/stat'))('a signal on a copy', () => {
  test('may reach what a child started, and a group of such', async () => {
    const { child, pid } = await grandchild();
    const isChild = (each: number) => each === child.pid;
    expect(reachesOnlyKin(pid, isChild)).toBe(true);
    expect(reachesOnlyKin(-child.pid!, isChild)).toBe(true);
  });

  test('may reach one whose parent is gone, if it comes from this worker', () => {
    const { VITEST_POOL_ID, VITEST_WORKER_ID, PATH } = process.env;
    expect(reachesOnlyKin(orphan(process.env), none)).toBe(true);
    expect(
      reachesOnlyKin(orphan({ PATH, VITEST_POOL_ID, VITEST_WORKER_ID: `${VITEST_WORKER_ID}0` }), none),
    ).toBe(false);
    expect(reachesOnlyKin(orphan({ PATH }), none)).toBe(false);
  });

  test('may not reach the first process, its own parent, a stranger, its own group or all', () => {
    for (const pid of [1, 0, -1, process.ppid, -ownGroup()])
      expect({ pid, is: reachesOnlyKin(pid, none) }).toEqual({ pid, is: false });
  });

  test('is none if nobody is there', () => {
    const gone = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
    expect(reachesOnlyKin(gone, none)).toBe(true);
  });
});
