import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What a git command prints, undefined if it fails, if there is no git, or no repository.
 * A hook's own `GIT_DIR` and `GIT_INDEX_FILE` are left out: they are relative to another folder. Nothing is written, and
 * no program runs that the repository's own configuration names for looking at files.
 */
export async function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT_(?!CONFIG|EXEC)/.test(name));
  const env = { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: '0' };
  try {
    const { stdout } = await run('git', ['-c', 'core.quotepath=off', '-c', 'core.fsmonitor=false', ...args], {
      cwd,
      env,
      maxBuffer: 2 ** 28,
    });
    return stdout;
  } catch {
    return undefined;
  }
}

/** The parts of an output separated by NUL (`-z`). */
export function parts(output: string): string[] {
  return output.split('\0').filter((part) => part !== '');
}
