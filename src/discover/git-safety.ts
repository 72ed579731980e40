/** What keeps git from running programs that a repository names, while it is only asked to look. */
import { programFolders } from '../contain/programs.ts';

/**
 * Settings for every command: nothing watches files, checks signatures or runs hooks, the index is not written, nothing
 * of a submodule's configuration is obeyed, and no folder is a repository without a `.git`.
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
 * A hook's own `GIT_DIR` and `GIT_INDEX_FILE` are left out: they are relative to another folder. What is installed in a
 * project is no git. What a partial clone lacks is not fetched, for which a repository names programs in many ways.
 * @param overridden settings that take the place of the repository's, as name and value
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
 * Filters that the repository's own configuration names run as programs on every file that may have changed. Those of
 * the user (Git LFS) stay as they are.
 * @param listed what `git config --list --show-scope --name-only -z` prints
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
