import type { Part } from '../model/audit.ts';
import type { OptionValues } from './table.ts';

type Limits = Pick<
  OptionValues,
  'function' | 'since' | 'staged' | 'diff' | 'testsOfChange' | 'tests' | 'mutators' | 'excludeMutators'
> & {
  paths: string[];
};

/**
 * What a run is restricted to by its own arguments; undefined if by nothing. What the configuration file says holds
 * for every run, so it makes none of them a part.
 * @param given the options of this run alone
 * @param values all options, paths relative to the root
 */
export function auditPartOf(given: Partial<OptionValues>, values: Limits): Part | undefined {
  const { paths, tests, mutators, excludeMutators } = values;
  const lists = { tests, mutators, excludeMutators };
  const isGiven = ([name, list]: [string, string[]]) =>
    given[name as keyof typeof lists] !== undefined && list.length > 0;
  const part: Part = {
    ...(paths.length > 0 && { paths }),
    ...(given.function !== undefined && { function: given.function }),
    ...(given.since !== undefined && { since: given.since }),
    ...(given.staged && { staged: true as const }),
    ...(given.diff !== undefined && { diff: given.diff }),
    ...(given.testsOfChange && { testsOfChange: true as const }),
    ...Object.fromEntries(Object.entries(lists).filter(isGiven)),
  };
  return Object.keys(part).length > 0 ? part : undefined;
}
