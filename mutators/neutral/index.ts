/** Mutants that keep what a function does: a test that fails on one looks at how it does it. */
import {
  enclosingFunction,
  end,
  type FunctionNode,
  isDerivedConstructor,
  type Mutator,
  start,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import type { Mutation } from '../../src/model/mutation.ts';
import { functionVisit } from '../support/functions.ts';
import { regionOf, replaced } from '../support/region.ts';
import type { RewriteSite } from './rewrite.ts';
import { isRewritable, rewrite } from './writer.ts';

/** All rewrites of an outermost function at once, with those of the functions in it. */
export const neutralRewrite: Mutator = {
  name: 'NeutralRewrite',
  level: 'neutral',
  *mutate(visit) {
    const unit = unitOf(visit);
    const mutation = unit && rewritten(unit, () => true);
    if (mutation) yield mutation;
  },
};

/** The rewrites of some functions one by one: each as a mutator of its own name, by the offsets of the functions. */
export function singleRewrites(units: ReadonlySet<number>): Mutator[] {
  return rewriteNames.map((name) => ({
    name,
    level: 'neutral',
    *mutate(visit) {
      const unit = unitOf(visit);
      if (!unit || !units.has(start(unit.node))) return;
      const sites = rewrite(unit, (site) => site.rewrite === name).sites;
      for (const wanted of sites) {
        const mutation = rewritten(unit, (site) => isSame(site, wanted));
        if (mutation) yield mutation;
      }
    },
  }));
}

export const rewriteNames = [
  'InvertedCondition',
  'ElseForEarlyReturn',
  'EarlyReturnForElse',
  'IndexedLoop',
  'LoopOverKeys',
  'ConcatenatedText',
  'InlinedHelper',
  'AliasedCall',
  'ExtractedConstant',
  'ReorderedDeclarations',
] as const;

function isSame(a: RewriteSite, b: RewriteSite): boolean {
  return a.rewrite === b.rewrite && a.start === b.start;
}

function unitOf(visit: Visit): Visit<FunctionNode> | undefined {
  const fn = functionVisit(visit);
  return fn && !enclosingFunction(visit) && !isDerivedConstructor(visit) ? fn : undefined;
}

function rewritten(unit: Visit<FunctionNode>, wants: (site: RewriteSite) => boolean): Mutation | undefined {
  if (!isRewritable(unit)) return undefined;
  const { code, sites } = rewrite(unit, wants);
  if (sites.length === 0) return undefined;
  const region = regionOf(unit);
  if (region.kind === 'expression') return replaced(region, '', code);
  const { body } = unit.node;
  if (!types.isBlockStatement(body)) return undefined;
  return {
    start: region.entry,
    end: end(body) - 1,
    replacement: code,
    placement: { kind: 'entry', at: region.entry, code: `{${code}\nreturn;}` },
  };
}
