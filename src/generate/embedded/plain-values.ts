import fc from 'fast-check';

/** Literals from the code. */
export type Hints = readonly (string | number)[];

/** Common values for untyped code, the most usual first. */
export function anything(hints: Hints): fc.Arbitrary<unknown> {
  const few = { maxLength: 3 };
  return fc.oneof(
    { weight: 3, arbitrary: numbers(hints) },
    { weight: 4, arbitrary: strings(hints) },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
    { weight: 1, arbitrary: fc.array(fc.oneof(numbers(hints), strings(hints)), few) },
  );
}

export function numbers(hints: Hints): fc.Arbitrary<number> {
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
/** A character of two bytes, one of three, and a surrogate pair. */
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

export function strings(hints: Hints): fc.Arbitrary<string> {
  const known = hints.filter((hint) => typeof hint === 'string').filter((hint) => hint.length <= 40);
  const pieces = [...new Set([...letters, ...known])];
  return fc.oneof(
    // Found values are shrunk towards these.
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

export function keysFrom(hints: Hints): string[] {
  const named = hints
    .filter((hint) => typeof hint === 'string')
    .filter((hint) => /^[\w$-]{1,12}$/.test(hint));
  return [...new Set(['a', 'b', 'c', ...named])];
}
