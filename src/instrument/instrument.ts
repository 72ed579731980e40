import type { Ignorer } from '@stryker-mutator/api/ignore';
import type { InstrumentedFile } from '../model/instrumented.ts';
import type { FunctionUnit } from '../model/source.ts';
import type { Candidate } from './candidate.ts';
import { withoutDuplicates } from './dedupe.ts';
import { exact } from './exact.ts';
import { functionsOf } from './functions.ts';
import { shortHash } from './ids.ts';
import { type LeftAlone, leftAlone, leftAloneAt } from './left-alone.ts';
import { describe } from './mutants.ts';
import { listOwn } from './own.ts';
import { placeAll } from './place-mutants.ts';
import { positionsOf } from './positions.ts';
import { readerOf } from './snippet.ts';
import { listStryker } from './stryker.ts';
import { isTooDeep, type MutateContext, type Mutator, type Node, SourceSyntaxError } from './syntax.ts';
import { type Tree, treeOf } from './tree.ts';

export type { Ignorer };

export interface InstrumentInput {
  /** Path relative to the project root, `/` as separator. */
  file: string;
  source: string;
  /** Mutators of realcov's own. */
  mutators: readonly Mutator[];
  /** Whether Stryker's mutators are used as well. */
  stryker: boolean;
  /** Names of mutators whose mutants are reported as ignored. */
  excluded?: readonly string[];
  /** Stryker's ignorers from the user's configuration. */
  ignorers?: readonly Ignorer[];
  /** The known types of the file, for mutators that can use them. */
  context?: MutateContext;
  /** Makes no mutants; the file only spends steps of the budget. */
  budgetOnly?: boolean;
}

/**
 * Lists the mutants of a file and puts them all into one text, where they can be switched at run time. Pure.
 * @throws {SourceSyntaxError} if the source does not parse, or is nested too deeply
 */
export async function instrumentFile(input: InstrumentInput): Promise<InstrumentedFile> {
  try {
    return await instrument(input);
  } catch (error) {
    throw isTooDeep(error) ? new SourceSyntaxError(input.file, 1, 1, 'the code is nested too deeply') : error;
  }
}

async function instrument(input: InstrumentInput): Promise<InstrumentedFile> {
  const tree = treeOf(input.source, input.file);
  const untouched = leftAlone(tree.visits);
  const key = shortHash(input.file);
  const positions = positionsOf(input.source);
  const functions = input.budgetOnly
    ? new Map<Node, FunctionUnit>()
    : functionsOf(tree, positions, untouched);
  const candidates = input.budgetOnly ? [] : await listAll(tree, input, untouched);
  const placed = placeAll(tree, candidates, untouched, key);
  return {
    file: input.file,
    key,
    sites: placed.sites,
    original: input.source,
    code: placed.code,
    map: placed.map,
    functions: [...functions.values()],
    mutants: describe(tree, placed, functions, positions),
  };
}

async function listAll(
  tree: Tree,
  input: InstrumentInput,
  untouched: readonly LeftAlone[],
): Promise<Candidate[]> {
  const { mutators, stryker, excluded = [], ignorers = [] } = input;
  const listing =
    stryker || ignorers.length > 0
      ? await listStryker(tree, ignorers, excluded)
      : { mutants: [], ignoredRanges: [] };
  const { ignoredRanges } = listing;
  const own = listOwn(tree, mutators, { excluded, ignoredRanges, leftAlone: untouched }, input.context);
  const fromStryker = stryker
    ? listing.mutants.map((candidate) => ignoredIfLeftAlone(candidate, untouched))
    : [];
  const reader = readerOf(tree.fileName);
  return withoutDuplicates([...fromStryker, ...own], reader)
    .map((candidate) => exact(candidate, reader))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

function ignoredIfLeftAlone(candidate: Candidate, untouched: readonly LeftAlone[]): Candidate {
  const found = leftAloneAt(untouched, candidate);
  return found && candidate.ignored === undefined ? { ...candidate, ignored: found.reason } : candidate;
}
