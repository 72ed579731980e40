import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment, safeArguments, withoutFilters } from './git-safety.ts';

const run = promisify(execFile);

/**
 * The output of a git command; undefined if it fails, or if there is no git or no repository. Nothing is written, and
 * no program that the repository names runs.
 */
export async function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const answer = await askGit(cwd, args);
  return 'printed' in answer ? answer.printed : undefined;
}

/** The output of a git command, or why it failed, in git's words. Without words, git printed nothing or is not installed. */
export async function askGit(
  cwd: string,
  args: readonly string[],
): Promise<{ printed: string } | { failed: string }> {
  try {
    if (!worksAnywhere(args) && !isInRepository(cwd)) return { failed: noRepository };
    const overridden = readsContents(args) ? withoutFilters(await call(cwd, listed)) : [];
    return { printed: await call(cwd, args, overridden) };
  } catch (error) {
    return { failed: reasonIn(error as { code?: unknown; stderr?: unknown }) };
  }
}

const noRepository = 'not a git repository (or any of the parent directories): .git';

/** Git would find the same, but starting it takes a while, and an audit asks it often. */
function isInRepository(cwd: string): boolean {
  let folder = realpathSync(cwd);
  while (!existsSync(join(folder, '.git'))) {
    if (folder === dirname(folder)) return false;
    folder = dirname(folder);
  }
  return true;
}

/** The user has a configuration too, and `--version` asks for no repository. */
function worksAnywhere([command = '']: readonly string[]): boolean {
  return command === 'config' || command.startsWith('-');
}

const listed = ['config', '--list', '--show-scope', '--name-only', '-z'];

/** Filters change the content of files. */
function readsContents([command]: readonly string[]): boolean {
  return command === 'status' || command === 'diff';
}

async function call(
  cwd: string,
  args: readonly string[],
  overridden?: readonly [string, string][],
): Promise<string> {
  const env = gitEnvironment(overridden);
  const { stdout } = await run('git', [...safeArguments, ...args], { cwd, env, maxBuffer: 2 ** 28 });
  return stdout;
}

function reasonIn({ code, stderr }: { code?: unknown; stderr?: unknown }): string {
  if (code === 'ENOENT') return 'git is not installed';
  const lines = String(stderr ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const fatal = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines[0] ?? '';
  return fatal.replace(/^(fatal|error): /, '').trim();
}

/** The parts of an output separated by NUL (`-z`). */
export function parts(output: string): string[] {
  return output.split('\0').filter((part) => part !== '');
}
