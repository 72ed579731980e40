import type { InstrumentedFile } from '../model/instrumented.ts';
import type { Mutant } from '../model/mutant.ts';
import type { FunctionUnit } from '../model/source.ts';
import type { Candidate } from './candidate.ts';
import { mutantIds } from './ids.ts';
import type { Placed } from './place-mutants.ts';
import type { Positions } from './positions.ts';
import type { Node, Visit } from './syntax.ts';
import { contains, type Tree } from './tree.ts';

/** The mutants in the form that the rest of realcov uses, in source order. */
export function describe(
  tree: Tree,
  placed: Placed,
  functions: ReadonlyMap<Node, FunctionUnit>,
  positions: Positions,
): InstrumentedFile['mutants'] {
  const idOf = mutantIds();
  return placed.candidates.map((candidate) => {
    const fn = functionAround(candidate, functions);
    const original = tree.source.slice(candidate.start, candidate.end);
    const { mutator, level, body, replacement, ignored, invalid } = candidate;
    const file = tree.fileName;
    const mutant: Mutant = {
      id: idOf({ file, functionName: fn?.name ?? '', mutator, original, replacement }),
      file,
      ...(fn && { function: fn.id }),
      mutator,
      level,
      ...(body && { body }),
      location: positions.location(candidate.start, candidate.end),
      original,
      replacement,
    };
    if (ignored !== undefined) return { ...mutant, ignored };
    const numbers = placed.numbers.get(candidate);
    if (numbers) return { ...mutant, ...numbers };
    return { ...mutant, invalid: invalid ?? 'it has no place in the file' };
  });
}

function functionAround(
  candidate: Candidate,
  functions: ReadonlyMap<Node, FunctionUnit>,
): FunctionUnit | undefined {
  for (let next: Visit | undefined = candidate.target; next; next = next.parent) {
    const unit = functions.get(next.node);
    if (unit && contains(next.node, candidate)) return unit;
  }
  return undefined;
}
