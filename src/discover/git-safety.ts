/** Keeps git from running programs that a repository names. */
import { programFolders } from '../contain/programs.ts';

/**
 * Settings for every command: git watches no files, checks no signatures, runs no hooks and does not write the index.
 * It does not obey a submodule's configuration, and a folder without `.git` is no repository.
 */
const settings: readonly string[] = [
  'core.quotepath=off',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'log.showSignature=false',
  'diff.autoRefreshIndex=false',
  'diff.ignoreSubmodules=dirty',
  'diff.submodule=short',
  'safe.bareRepository=explicit',
];

export const safeArguments: readonly string[] = settings.flatMap((setting) => ['-c', setting]);

/**
 * A hook's `GIT_DIR` and `GIT_INDEX_FILE` are left out: they are relative to another folder. A git that is installed
 * inside the project is not used. Objects that a partial clone lacks are not fetched: a repository can name programs
 * for that in many ways.
 * @param overridden settings that replace those of the repository, as name and value
 */
export function gitEnvironment(overridden: readonly [string, string][] = []): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT_(?!CONFIG|EXEC)/.test(name));
  const given = Number(process.env.GIT_CONFIG_COUNT ?? 0) || 0;
  const entries = overridden.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${given + index}`, name],
    [`GIT_CONFIG_VALUE_${given + index}`, value],
  ]);
  return {
    ...Object.fromEntries([...kept, ...entries]),
    ...(overridden.length > 0 && { GIT_CONFIG_COUNT: String(given + overridden.length) }),
    PATH: programFolders(process.env.PATH),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    LC_ALL: 'C',
  };
}

/**
 * Git runs the filters of the repository's own configuration as programs on every file that may have changed. Filters
 * of the user (Git LFS) stay.
 * @param listed the output of `git config --list --show-scope --name-only -z`
 */
export function withoutFilters(listed: string): [string, string][] {
  const fields = listed.split('\0');
  const names = fields.flatMap((scope, index) =>
    index % 2 === 0 && /^(local|worktree)$/.test(scope) ? [fields[index + 1] ?? ''] : [],
  );
  const filters = new Set(names.flatMap((name) => /^filter\.(.*)\.[^.]+$/s.exec(name)?.[1] ?? []));
  return [...filters].flatMap((filter): [string, string][] => [
    [`filter.${filter}.clean`, ''],
    [`filter.${filter}.process`, ''],
    [`filter.${filter}.required`, 'false'],
  ]);
}
