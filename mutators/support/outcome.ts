import {
  type FunctionNode,
  type MutateContext,
  start,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import { claimOf, constantsOf, interleaved } from './constants.ts';
import { ownNodes, returnedValues } from './functions.ts';
import { inferredConstants } from './inferred.ts';
import {
  argumentOf,
  comparable,
  readType,
  type ScopedType,
  scopeOf,
  typeIn,
  writtenReturnType,
} from './signature.ts';

/**
 * Expressions for constants that a function could return, an async one resolve to or a generator yield: those
 * that fit the type that is written, else that TypeScript infers, else that the form of what is returned shows.
 */
export function possibleOutcomes(fn: Visit<FunctionNode>, context: MutateContext): string[] {
  const scope = scopeOf(fn);
  const type = writtenReturnType(fn);
  const written = type && outcomeType(fn, { type, scope });
  const given = readType(context.returnType?.(start(fn.node.body)), scope);
  const inferred = given && outcomeType(fn, given);
  if (isNothing(written ?? inferred)) return [];
  return firstNotEmpty(
    () => constantsFitting(written),
    () => constantsFitting(inferred),
    () => interleaved(outcomes(fn).map((value) => (value ? inferredConstants(value, fn, scope) : []))),
    () => (written ? claimOf(written.type, written.scope) : []),
  );
}

/** The first parameter where what comes out has its type, or where it is given back by one of the ways out. */
export function unchangedArgument(fn: Visit<FunctionNode>, context: MutateContext): string | undefined {
  const [parameter] = fn.node.params;
  if (!types.isIdentifier(parameter) || parameter.name === 'this' || parameter.optional) return undefined;
  if (fn.node.generator) return undefined;
  const { name } = parameter;
  const isReturned = returnedValues(fn).some((value) => types.isIdentifier(value, { name }));
  const given = typeTexts(fn, typeIn(parameter.typeAnnotation), context.parameterType?.(start(parameter)));
  const wanted = typeTexts(fn, writtenReturnType(fn), context.returnType?.(start(fn.node.body)));
  const fits = given.written && wanted.written ? given.written === wanted.written : isReturned;
  return fits || (given.inferred && given.inferred === wanted.inferred) ? name : undefined;
}

function typeTexts(fn: Visit<FunctionNode>, written: types.TSType | undefined, inferred: string | undefined) {
  const text = (given: ScopedType | undefined) => {
    const outcome = given && outcomeType(fn, given);
    return outcome && comparable(outcome.type, outcome.scope.source);
  };
  const scope = scopeOf(fn);
  return { written: text(written && { type: written, scope }), inferred: text(readType(inferred, scope)) };
}

/** The text of the one expression that all ways out give back, if there is only one. */
export function onlyOutcome(fn: Visit<FunctionNode>): string | undefined {
  const texts = outcomes(fn).map((value) =>
    value ? fn.source.slice(value.start ?? 0, value.end ?? 0) : 'undefined',
  );
  return new Set(texts).size === 1 ? texts[0]?.replace(/^'([^'"\\]*)'$/, '"$1"') : undefined;
}

const iterators = ['Generator', 'Iterable', 'Iterator', 'IterableIterator', 'IteratorObject'];
const asyncIterators = ['AsyncGenerator', 'AsyncIterable', 'AsyncIterator', 'AsyncIterableIterator'];

/** What a promise or an iterator of the function's own making carries, else the return type itself. */
function outcomeType(fn: Visit<FunctionNode>, { type, scope }: ScopedType): ScopedType {
  if (fn.node.generator) return { type: argumentOf(type, [...iterators, ...asyncIterators]) ?? type, scope };
  return { type: (fn.node.async && argumentOf(type, ['Promise', 'PromiseLike'])) || type, scope };
}

function outcomes(fn: Visit<FunctionNode>): (types.Expression | undefined)[] {
  if (!fn.node.generator) return returnedValues(fn);
  const yields = ownNodes(fn, types.isYieldExpression).filter(({ delegate }) => !delegate);
  return yields.map(({ argument }) => argument ?? undefined);
}

function isNothing({ type }: Partial<ScopedType> = {}): boolean {
  if (types.isTSTypePredicate(type)) return type.asserts === true;
  return types.isTSVoidKeyword(type) || types.isTSNeverKeyword(type) || types.isTSUndefinedKeyword(type);
}

function constantsFitting(given: ScopedType | undefined): string[] {
  return given ? constantsOf(given.type, given.scope) : [];
}

function firstNotEmpty(...sources: (() => string[])[]): string[] {
  for (const source of sources) {
    const values = source();
    if (values.length > 0) return values;
  }
  return [];
}
