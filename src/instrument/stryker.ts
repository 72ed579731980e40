import type { Ignorer } from '@stryker-mutator/api/ignore';
import type { Logger } from '@stryker-mutator/api/logging';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { Span } from '../model/source.ts';
import type { Candidate } from './candidate.ts';
import { babelLines } from './positions.ts';
import { mutates, withoutOuterCalls } from './stryker-calls.ts';
import { bodyEntry, end, isFunction, start, types, type Visit } from './syntax.ts';
import type { Tree } from './tree.ts';

/** A range in which a user's ignorer wants no mutants, and the reason. */
export interface IgnoredRange extends Span {
  reason: string;
}

/** What Stryker's instrumenter reports for a file. */
export interface StrykerListing {
  mutants: Candidate[];
  ignoredRanges: IgnoredRange[];
}

/** The names of Stryker's mutators. */
export const strykerMutators = [
  'ArithmeticOperator',
  'ArrayDeclaration',
  'ArrowFunction',
  'AssignmentOperator',
  'BlockStatement',
  'BooleanLiteral',
  'CallExpression',
  'ConditionalExpression',
  'EqualityOperator',
  'LogicalOperator',
  'MethodExpression',
  'ObjectLiteral',
  'OptionalChaining',
  'Regex',
  'StringLiteral',
  'UnaryOperator',
  'UpdateOperator',
] as const;

/**
 * Lists what Stryker would mutate, in its order. All its mutators are passed as excluded, so that it only lists mutants
 * and does not change the tree, which can then be shared. Its own exclusions are added back here.
 */
export async function listStryker(
  tree: Tree,
  ignorers: readonly Ignorer[],
  excluded: readonly string[],
): Promise<StrykerListing> {
  const { mutants, ignoredRanges } = await listWithRetry(tree, ignorers);
  const lines = babelLines(tree.source);
  const offset = ({ line, column }: { line: number; column: number }) => (lines[line] as number) + column;
  const candidates = mutants.map(({ location, mutatorName, replacement, statusReason }): Candidate => {
    const span = { start: offset(location.start), end: offset(location.end) };
    const ignored =
      commentReason(statusReason) ??
      (excluded.includes(mutatorName) ? excludedReason(mutatorName) : undefined) ??
      ignoredRanges.find((range) => range.start <= span.start && span.end <= range.end)?.reason;
    return {
      ...span,
      ...place(tree, span, mutatorName, replacement),
      mutator: mutatorName,
      level: 'statement',
      from: 'stryker',
      ...(ignored !== undefined && { ignored }),
    };
  });
  return { mutants: withoutOuterCalls(tree.file.program, candidates), ignoredRanges };
}

type Listed = Awaited<ReturnType<typeof listOnce>>;

/** Stryker fails on chains such as `a?.b!.c?.()`, but not without the `!`, which only types need. */
async function listWithRetry(tree: Tree, ignorers: readonly Ignorer[]): Promise<Listed> {
  try {
    return await listOnce(tree, ignorers);
  } catch (error) {
    const restore = withoutAssertionsInChains(tree.visits);
    if (!restore) throw error;
    try {
      return await listOnce(tree, ignorers);
    } finally {
      restore();
    }
  }
}

async function listOnce(tree: Tree, ignorers: readonly Ignorer[]) {
  const ignoredRanges: IgnoredRange[] = [];
  const instrumenter = new Instrumenter(silent, parserOf(tree), () => '');
  const { mutants } = await instrumenter.instrument(
    [{ name: tree.fileName, mutate: true, content: tree.source }],
    {
      plugins: null,
      excludedMutations: [...strykerMutators],
      ignorers: [recorder(ignorers, ignoredRanges)],
      noHeader: true,
    },
  );
  return { mutants, ignoredRanges };
}

/** Removes `!` from optional chains. Returns an undo function, or undefined if there was none. */
function withoutAssertionsInChains(visits: readonly Visit[]): (() => void) | undefined {
  const back: (() => void)[] = [];
  for (const { node } of visits) {
    const key = types.isOptionalMemberExpression(node)
      ? 'object'
      : types.isOptionalCallExpression(node) && 'callee';
    if (!key) continue;
    const inner: types.Node = Reflect.get(node, key);
    if (!types.isTSNonNullExpression(inner)) continue;
    Reflect.set(node, key, inner.expression);
    back.push(() => Reflect.set(node, key, inner));
  }
  return back.length === 0
    ? undefined
    : () => {
        for (const restore of back) restore();
      };
}

/** Why a mutant of an excluded mutator is ignored, in Stryker's words. */
export function excludedReason(mutator: string): string {
  return `Ignored because of excluded mutation "${mutator}"`;
}

function commentReason(statusReason: string | undefined): string | undefined {
  return statusReason?.startsWith('Ignored because of excluded mutation "') ? undefined : statusReason;
}

/** Never ignores anything, so that it is asked about every node. Notes the outermost nodes that an ignorer rejects. */
function recorder(ignorers: readonly Ignorer[], into: IgnoredRange[]): Ignorer {
  return {
    shouldIgnore(path) {
      const { node } = path as unknown as { node: types.Node };
      if (ignorers.length === 0 || (into.at(-1)?.end ?? -1) >= end(node)) return undefined;
      for (const ignorer of ignorers) {
        const reason = ignorer.shouldIgnore(path);
        if (!reason) continue;
        into.push({ start: start(node), end: end(node), reason });
        break;
      }
      return undefined;
    },
  };
}

type Placed = Pick<Candidate, 'target' | 'placement' | 'replacement' | 'invalid'>;

function place(tree: Tree, span: Span, mutator: string, replacement: string): Placed {
  const target = tree.exactly(span).find(({ node }) => mutates(mutator, node));
  if (!target) {
    const reason = 'is in a place that is not run as it stands there, such as a type';
    return { target: tree.around(span), placement: { kind: 'expression' }, replacement, invalid: reason };
  }
  return { target, placement: placementOf(target, mutator), replacement };
}

function placementOf(target: Visit, mutator: string): Candidate['placement'] {
  const { node, parent } = target;
  if (types.isSwitchCase(node)) return { kind: 'case' };
  if (mutator === 'ArrowFunction') return arrowPlacement(node);
  if (types.isBlockStatement(node) && parent && isFunction(parent.node)) {
    return { kind: 'entry', at: bodyEntry(parent.node) as number, code: 'return;' };
  }
  return types.isStatement(node) ? { kind: 'statement' } : { kind: 'expression' };
}

/**
 * `() => undefined` in place of a function would be chosen when the function is created. In the body it is chosen when
 * the function is called. Both mean the same if parameters and `async` have no effects of their own.
 */
function arrowPlacement(node: types.Node): Candidate['placement'] {
  if (
    !types.isArrowFunctionExpression(node) ||
    node.async ||
    !node.params.every((p) => types.isIdentifier(p))
  ) {
    return { kind: 'expression' };
  }
  return { kind: 'expression', at: { start: start(node.body), end: end(node.body) }, code: 'undefined' };
}

type Parser = NonNullable<ConstructorParameters<typeof Instrumenter>[1]>;

function parserOf(tree: Tree): Parser {
  const parsed = { originFileName: tree.fileName, rawContent: tree.source, format: 'ts', root: tree.file };
  return (() => async () => parsed) as unknown as Parser;
}

const quiet = () => {};
const silent: Logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: quiet,
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  fatal: quiet,
};
