import { renamedPrivates } from '../../mutators/neutral/private-names.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import type { Mutant } from '../model/mutant.ts';
import { shortHash, withoutSpace } from './ids.ts';
import { positionsOf } from './positions.ts';
import { treeOf } from './tree.ts';

/** Neutral mutants that rename private members, one for each class. They cannot be switched at run time. */
export function privateNameMutants({ file, original: source }: InstrumentedFile): Mutant[] {
  if (!/\bprivate\b/.test(source)) return [];
  const positions = positionsOf(source);
  return treeOf(source, file).visits.flatMap((visit) => {
    const renamed = renamedPrivates(visit);
    if (!renamed) return [];
    const { start, end, replacement } = renamed;
    const original = source.slice(start, end);
    const parts = [file, 'RenamedPrivates', withoutSpace(original), withoutSpace(replacement)];
    return [
      {
        id: shortHash(...parts),
        file,
        mutator: 'RenamedPrivates',
        level: 'neutral' as const,
        location: positions.location(start, end),
        original,
        replacement,
      },
    ];
  });
}
