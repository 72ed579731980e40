import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { programFolders } from '../system/program-folders.ts';

const run = promisify(execFile);

/**
 * What a git command prints, undefined if it fails, if there is no git, or no repository.
 * Nothing is written, and no program of the repository runs: none that its configuration names for looking at files.
 */
export async function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const answer = await askGit(cwd, args);
  return 'printed' in answer ? answer.printed : undefined;
}

/** What a git command prints, or why it failed, in git's own words; without them it said nothing, or there is no git. */
export async function askGit(
  cwd: string,
  args: readonly string[],
): Promise<{ printed: string } | { failed: string }> {
  try {
    const { stdout } = await run('git', ['-c', 'core.quotepath=off', '-c', 'core.fsmonitor=false', ...args], {
      cwd,
      env: gitEnvironment(),
      maxBuffer: 2 ** 28,
    });
    return { printed: stdout };
  } catch (error) {
    return { failed: reasonIn(error as { code?: unknown; stderr?: unknown }) };
  }
}

function reasonIn({ code, stderr }: { code?: unknown; stderr?: unknown }): string {
  if (code === 'ENOENT') return 'git is not installed';
  const lines = String(stderr ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const fatal = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines[0] ?? '';
  return fatal.replace(/^(fatal|error): /, '').trim();
}

/**
 * A hook's own `GIT_DIR` and `GIT_INDEX_FILE` are left out: they are relative to another folder. What is installed in a
 * project is no git.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT_(?!CONFIG|EXEC)/.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: programFolders(process.env.PATH),
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C',
  };
}

/** The parts of an output separated by NUL (`-z`). */
export function parts(output: string): string[] {
  return output.split('\0').filter((part) => part !== '');
}
