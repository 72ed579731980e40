import fc from 'fast-check';
import { functionsFor } from './callbacks.ts';
import { fromSource, Recipe } from './source-text.ts';
import type { Import, ParameterSpec, Spec } from './spec.ts';

type Hints = readonly (string | number)[];

/** What values are made with. */
export interface Making {
  /** Literals of the code. */
  hints: Hints;
  /** What a module exports. */
  exportOf(name: Import): unknown;
}

/**
 * Lists of arguments that fit the parameters, small and plain ones first.
 * @param seen lists of arguments of which parts are used again
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

/** Whether there is a value for each parameter that has to have one. */
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

/** What follows a parameter that is left out is left out too. */
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

/** What untyped code mostly takes, most often. */
function anything(hints: Hints): fc.Arbitrary<unknown> {
  const few = { maxLength: 3 };
  return fc.oneof(
    { weight: 3, arbitrary: numbers(hints) },
    { weight: 4, arbitrary: strings(hints) },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
    { weight: 1, arbitrary: fc.array(fc.oneof(numbers(hints), strings(hints)), few) },
  );
}

/** Repeats are wanted: much code is about what is there twice. */
function arraysOf(items: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> {
  return fc.oneof(
    fc.array(items, { maxLength: 5 }),
    fc
      .tuple(fc.array(items, { minLength: 1, maxLength: 3 }), fc.array(fc.nat(2), { maxLength: 3 }))
      .map(([base, again]) => [...base, ...again.map((index) => base[index % base.length])]),
  );
}

function numbers(hints: Hints): fc.Arbitrary<number> {
  const known = hints.filter((hint) => typeof hint === 'number').filter(Number.isFinite);
  const around = [...new Set(known.flatMap((hint) => [hint, hint - 1, hint + 1]))];
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -10, max: 20 }) },
    { weight: 2, arbitrary: fc.integer({ min: -1000, max: 10_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -50, max: 50 }).map((quarters) => quarters / 4) },
    ...(around.length > 0 ? [{ weight: 4, arbitrary: fc.constantFrom(...around) }] : []),
  );
}

const letters = ['a', 'b', 'c', 'A', 'B', ' ', '-', '_', '1', '2', '.', '/'];
/** Two bytes, three, and a pair of code units. */
const farLetters = ['é', 'ß', '文', '😀'];

const ofPeople = [
  'Hello world',
  'some-words here',
  'x@y.org',
  'ÄÖ ß',
  '42',
  '',
  'https://user:pw@example.com:8080/a/b?c=1&d=2#top',
  '/a/../b.txt',
];

function strings(hints: Hints): fc.Arbitrary<string> {
  const known = hints.filter((hint) => typeof hint === 'string').filter((hint) => hint.length <= 40);
  const pieces = [...new Set([...letters, ...known])];
  return fc.oneof(
    // What is found is made smaller towards these.
    { withCrossShrink: true },
    { weight: 2, arbitrary: fc.constantFrom('a', 'b', 'ab', 'abc') },
    {
      weight: 3,
      arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join('')),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.constantFrom(...pieces, ...farLetters, ...farLetters), { maxLength: 5 })
        .map((parts) => parts.join('')),
    },
    { weight: 1, arbitrary: fc.constantFrom(...ofPeople) },
    ...(known.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...known) }] : []),
  );
}

function keysFrom(hints: Hints): string[] {
  const named = hints
    .filter((hint) => typeof hint === 'string')
    .filter((hint) => /^[\w$-]{1,12}$/.test(hint));
  return [...new Set(['a', 'b', 'c', ...named])];
}
