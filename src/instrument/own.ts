import type { Mutation } from '../model/mutation.ts';
import type { Candidate } from './candidate.ts';
import { disabledBy } from './directives.ts';
import { type LeftAlone, leftAloneAt } from './left-alone.ts';
import { excludedReason, type IgnoredRange } from './stryker.ts';
import { end, type MutateContext, type Mutator, start, types, type Visit } from './syntax.ts';
import { innermostAround, type Tree } from './tree.ts';

interface Ignoring {
  excluded: readonly string[];
  ignoredRanges: readonly IgnoredRange[];
  leftAlone: readonly LeftAlone[];
}

/** Lists the mutants of realcov's own mutators for a file, in source order. */
export function listOwn(
  tree: Tree,
  mutators: readonly Mutator[],
  ignoring: Ignoring,
  context: MutateContext = {},
): Candidate[] {
  const disabled = disabledBy(tree.file, tree.source);
  return tree.visits.flatMap((visit) => {
    const { node } = visit;
    const span = { start: start(node), end: end(node) };
    if (leftAloneAt(ignoring.leftAlone, span)) return [];
    return mutators.flatMap((mutator) =>
      Array.from(mutator.mutate(visit, context), (mutation) => {
        const ignored =
          disabled(mutator.name, span.start, node.loc?.start.line ?? 0) ??
          (ignoring.excluded.includes(mutator.name) ? excludedReason(mutator.name) : undefined) ??
          ignoring.ignoredRanges.find((range) => range.start <= span.start && span.end <= range.end)?.reason;
        return candidateOf(tree, visit, mutator, mutation, ignored);
      }),
    );
  });
}

function candidateOf(
  tree: Tree,
  visit: Visit,
  mutator: Mutator,
  mutation: Mutation,
  ignored: string | undefined,
): Candidate {
  return {
    ...mutation,
    mutator: mutator.name,
    level: mutator.level,
    ...(mutator.body && { body: mutator.body }),
    from: 'own',
    target: targetOf(tree, visit, mutation),
    ...(ignored !== undefined && { ignored }),
  };
}

function targetOf(tree: Tree, visit: Visit, mutation: Mutation): Visit {
  const isKind = mutation.placement.kind === 'statement' ? types.isStatement : types.isExpression;
  const exact = tree.exactly(mutation);
  return exact.find(({ node }) => isKind(node)) ?? exact[0] ?? innermostAround(visit, mutation);
}
