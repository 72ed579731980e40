import fc from 'fast-check';
import { functionsFor } from './callbacks.ts';
import { anything, type Hints, keysFrom, numbers, strings } from './plain-values.ts';
import { fromSource, Recipe } from './source-text.ts';
import type { Import, ParameterSpec, Spec } from './spec.ts';

/** The input for making values. */
export interface Making {
  /** Literals from the code. */
  hints: Hints;
  /** The exports of a module. */
  exportOf(name: Import): unknown;
}

/**
 * Lists of arguments that fit the parameters, small and simple ones first.
 * @param seen recorded lists of arguments, whose parts are used again
 */
export function argumentsOf(
  parameters: ParameterSpec[],
  making: Making,
  seen: readonly (readonly unknown[])[] = [],
): fc.Arbitrary<unknown[]> {
  const parts = parameters.map(({ of, optional, rest }, index): fc.Arbitrary<unknown[]> => {
    const pool = rest
      ? seen.flatMap((args) => args.slice(index))
      : seen.flatMap((args) => args.slice(index, index + 1));
    const value = withSeen(of, pool, making);
    if (value === undefined) return fc.constant<unknown[]>([]);
    if (rest) return fc.array(value, { maxLength: 4 });
    const one = value.map((each) => [each]);
    return optional ? fc.oneof({ withCrossShrink: true }, fc.constant<unknown[]>([]), one) : one;
  });
  return fc.tuple(...parts).map((lists) => upToFirstMissing(lists, parameters));
}

/** Whether every required parameter has a value. */
export function lacking(parameters: ParameterSpec[], lengths: readonly number[]): string | undefined {
  const longest = Math.max(0, ...lengths);
  for (const [index, { of, optional, rest }] of parameters.entries())
    if (of.kind === 'none' && !optional && !rest && index >= longest) return of.why;
  return undefined;
}

function withSeen(of: Spec, pool: unknown[], making: Making): fc.Arbitrary<unknown> | undefined {
  const seen = pool.length > 0 ? fc.constantFrom(...pool) : undefined;
  if (of.kind === 'none') return seen;
  const typed = valuesOf(of, making);
  return seen ? fc.oneof({ weight: 2, arbitrary: typed }, { weight: 1, arbitrary: seen }) : typed;
}

/** If an optional parameter is left out, those after it are too. */
function upToFirstMissing(lists: unknown[][], parameters: ParameterSpec[]): unknown[] {
  const missing = lists.findIndex((list, index) => list.length === 0 && !parameters[index]?.rest);
  return (missing === -1 ? lists : lists.slice(0, missing)).flat();
}

function valuesOf(spec: Exclude<Spec, { kind: 'none' }>, making: Making): fc.Arbitrary<unknown> {
  const { hints } = making;
  const inner = (part: Spec) => (part.kind === 'none' ? fc.constant(undefined) : valuesOf(part, making));
  switch (spec.kind) {
    case 'string':
      return strings(hints);
    case 'number':
      return numbers(hints);
    case 'boolean':
      return fc.boolean();
    case 'bigint':
      return fc.bigInt({ min: -100n, max: 1000n });
    case 'date':
      return fc.integer({ min: 0, max: 40_000 }).map((days) => new Date(days * 86_400_000));
    case 'regexp':
      return fc.constantFrom('/a/', '/b/g', '/\\d+/', '/^x/i').map(fromSource);
    case 'any':
      return anything(hints);
    case 'constant':
      return fc.constant(null).map(() => fromSource(spec.source));
    case 'built-in':
      return fc.constant(
        new Recipe(
          [],
          () => fromSource(spec.source),
          () => spec.source,
        ),
      );
    case 'member':
      return fc.constant(
        new Recipe(
          [],
          () => spec.value,
          () => spec.source,
          [spec.of],
        ),
      );
    case 'instance':
      return argumentsOf(spec.parameters, making).map((args) => instanceOf(spec.of, args, making));
    case 'array':
    case 'iterable':
      return arraysOf(inner(spec.of));
    case 'set':
      return arraysOf(inner(spec.of)).map((items) => new Set(items));
    case 'record':
      return fc.dictionary(fc.constantFrom(...keysFrom(hints)), inner(spec.of), {
        maxKeys: 4,
        noNullPrototype: true,
      });
    case 'promise':
      return inner(spec.of).map(
        (value) =>
          new Recipe(
            [value],
            (made) => Promise.resolve(made),
            (text) => `Promise.resolve(${text})`,
          ),
      );
    case 'tuple':
      return fc.tuple(...spec.items.map(inner));
    case 'union':
      return fc.oneof(...spec.items.map(inner));
    case 'map':
      return arraysOf(fc.tuple(inner(spec.key), inner(spec.value))).map(
        (entries) => new Map(entries as [unknown, unknown][]),
      );
    case 'object':
      return fc.record(Object.fromEntries(spec.members.map(({ name, of }) => [name, inner(of)])), {
        requiredKeys: spec.members.filter(({ optional }) => !optional).map(({ name }) => name),
        noNullPrototype: true,
      });
    case 'function':
      return fc.constantFrom(...functionsFor(spec)).map(fromSource);
  }
}

function instanceOf(of: Import, args: unknown[], { exportOf }: Making): Recipe {
  const make = (...made: unknown[]) => Reflect.construct(exportOf(of) as new () => unknown, made) as object;
  return new Recipe(args, make, (...texts) => `new ${of.name}(${texts.join(', ')})`, [of]);
}

/** Repeated items are wanted: much code is about duplicates. */
function arraysOf(items: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> {
  return fc.oneof(
    fc.array(items, { maxLength: 5 }),
    fc
      .tuple(fc.array(items, { minLength: 1, maxLength: 3 }), fc.array(fc.nat(2), { maxLength: 3 }))
      .map(([base, again]) => [...base, ...again.map((index) => base[index % base.length])]),
  );
}
