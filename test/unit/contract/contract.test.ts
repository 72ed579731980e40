import { describe, expect, test } from 'vitest';
import { commentAbove } from '../../../src/contract/comment.ts';
import { contractsIn } from '../../../src/contract/contract-file.ts';
import { wantsContract } from '../../../src/contract/find.ts';
import { lintContract, sentencesIn } from '../../../src/contract/lint.ts';

/** The comment above what begins at `|`. */
const above = (marked: string) => commentAbove(marked.replace('|', ''), marked.indexOf('|'));

describe('the comment above a function', () => {
  test.each([
    ['a declaration', '/** Adds. */\nexport |function add() {}'],
    ['a default export', '/** Adds. */\nexport default |function () {}'],
    ['an arrow function', '/** Adds. */\nexport const add: Adder<number> = |() => 1;'],
    ['an async arrow function', '/** Adds. */\nconst add = async |() => 1;'],
    ['a method', 'class A {\n  /** Adds. */\n  protected static |add() {}\n}'],
    ['a field', 'class A {\n  /** Adds. */\n  readonly add = |() => 1;\n}'],
    ['a line for a linter', '/** Adds. */\n// eslint-disable-next-line\nexport |function add() {}'],
    [
      'overloads',
      '/** Adds. */\nexport function add(a: 1): 1;\nexport function add(a: 2): 2;\nexport |function add(a) {}',
    ],
  ])('is found above %s', (_, source) => {
    expect(above(source)).toBe('Adds.');
  });

  test.each([
    ['belongs to another', '/** Adds. */\nfunction add() {}\n|function sub() {}'],
    ['is no TSDoc', '/* Adds. */\n|function add() {}'],
    [
      'has another below it',
      '/** Adds. */\nfunction add() { return 1; }\n/* Subtracts. */\n|function sub() {}',
    ],
    ['says nothing', '/** @internal */\n|function add() {}'],
    ['has only names', '/**\n * @param a\n * @returns\n */\n|function add(a) {}'],
  ])('is none if it %s', (_, source) => {
    expect(above(source)).toBeUndefined();
  });

  test('says its tags as sentences', () => {
    const text = above(`/**
 * Splits a {@link Bill}.
 * @param cents - what it comes to
 * @param {number} people at least one
 * @returns shares that differ by a cent at most
 * @throws {RangeError} if there is nobody
 * @internal
 */
export |function split() {}`);
    expect(text?.split('\n')).toEqual([
      'Splits a Bill.',
      '`cents`: what it comes to',
      '`people`: at least one',
      'Returns: shares that differ by a cent at most',
      'Throws RangeError if there is nobody',
    ]);
  });
});

test('a contract file has a heading for each function', () => {
  const contracts = contractsIn(`# Contracts of the cart

What everybody should know.

## \`total(lines)\`

Adds up.

\`\`\`ts
# no heading
\`\`\`

## Cart.add
<!-- a draft -->
Takes one more.

## empty

## draft

<!-- A draft by realcov: nobody has promised it. -->

Adds up.
`);
  expect([...contracts]).toEqual([
    ['total', 'Adds up.\n\n```ts\n# no heading\n```'],
    ['Cart.add', 'Takes one more.'],
  ]);
});

test('names beyond ASCII are names in comments and contract files too', () => {
  const source =
    '/**\n * Adds up.\n * @param übungen what to add\n */\nexport const größe: Sum = function () {}';
  expect(commentAbove(source, source.indexOf('function'))).toBe('Adds up.\n`übungen`: what to add');
  expect([...contractsIn('# größe(übungen)\n\nAdds up.\n\n## Übung.𠮷\n\nAdds.\n').keys()]).toEqual([
    'größe',
    'Übung.𠮷',
  ]);
});

test.each([
  ['export function add() {}', 'add', true],
  ['export const add = () => 1', 'add', true],
  ['const add = () => 1; export { sub, add }', 'add', true],
  ['function add() {} export default add', 'add', true],
  ['export class Cart { add() {} }', 'Cart.add', true],
  ['export class Cart { #add() {} }', 'Cart.#add', false],
  ['function add() {} export function addAll() { add(); }', 'add', false],
  ['export function add() {}', 'add > callback', false],
  ['export const 𠮷 = () => 1', '𠮷', true],
  ['const größe = () => 1; export { höhe, größe }', 'größe', true],
  ['function größe() {} export function größer() { größe(); }', 'größe', false],
  ['export class Übung { größe() {} }', 'Übung.größe', true],
])('of %s, that %s wants a contract is %s', (source, name, wanted) => {
  expect(wantsContract({ file: 'src/a.ts', original: source })({ name })).toBe(wanted);
});

describe('a contract is looked through', () => {
  const good = `Splits a bill among people, in whole cents. Every share is the bill divided by the people, rounded down.
What is left over goes to the first people, a cent each. The shares always add up to the bill.
A bill of 0 gives each of them 0. It throws a RangeError for fewer than one person or a negative bill.`;

  test('a good one lacks nothing', () => {
    expect(sentencesIn(good)).toHaveLength(6);
    expect(lintContract(good)).toEqual([]);
  });

  test('one line lacks nearly everything', () => {
    expect(lintContract('Splits a bill.').map(({ kind }) => kind)).toEqual([
      'short',
      'errors',
      'empty-input',
      'limits',
    ]);
  });

  test.each(['It loops over the people.', 'It uses a Map for the shares.', 'It keeps `rest` for later.'])(
    'how it is done is none of its business: %s',
    (sentence) => {
      expect(lintContract(`${good} ${sentence}`, ['rest']).map(({ kind }) => kind)).toEqual([
        'implementation',
      ]);
    },
  );

  test('gaps of a draft are to be filled in', () => {
    expect(lintContract(`${good} The result is never ….`).map(({ kind }) => kind)).toEqual(['unfinished']);
  });

  test('an essay hides what matters', () => {
    expect(lintContract(`${good} `.repeat(4)).map(({ kind }) => kind)).toEqual(['long']);
  });
});

test('what only a text or a comment exports wants no contract', () => {
  const original = 'function add() {}\n// export function add() {}\nexport const help = "export { add }";';
  expect(wantsContract({ file: 'src/a.ts', original })({ name: 'add' })).toBe(false);
});
