import { checkKnown } from './read.ts';
import type { OptionValues } from './table.ts';

/** The names of all mutators, Stryker's and our own, sorted. Loads them, so it is asked only when needed. */
export async function mutatorNames(): Promise<string[]> {
  const [stryker, own] = await Promise.all([
    import('../instrument/stryker.ts'),
    import('../../mutators/index.ts'),
  ]);
  return [...stryker.strykerMutators, ...own.mutatorNames].sort();
}

/**
 * @param asked the options that were asked for by name in our own vocabulary; what Stryker's configuration excludes
 * may name mutators of another Stryker version
 * @throws UserError naming the nearest mutator if one is unknown
 */
export async function checkMutatorNames(
  asked: Partial<Pick<OptionValues, 'mutators' | 'excludeMutators'>>,
): Promise<void> {
  const lists: [origin: string, names: string[]][] = [
    ['--mutators', asked.mutators ?? []],
    ['--exclude-mutators', asked.excludeMutators ?? []],
  ];
  if (lists.every(([, names]) => names.length === 0)) return;
  const known = await mutatorNames();
  for (const [origin, names] of lists) {
    for (const name of names) checkKnown('mutator', name, known, origin);
  }
}
