import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyOf, importsOf, toSource } from '../../../src/generate/embedded/source-text.ts';
import type { ParameterSpec, Spec } from '../../../src/generate/embedded/spec.ts';
import { argumentsOf, lacking } from '../../../src/generate/embedded/values.ts';

class Box {
  readonly content: string;
  constructor(content: string) {
    this.content = content;
  }
}

const parameter = (of: Spec, flags: Partial<ParameterSpec> = {}): ParameterSpec => ({
  name: 'a',
  of,
  optional: false,
  rest: false,
  ...flags,
});

function samples(specs: ParameterSpec[], hints: (string | number)[] = []): unknown[][] {
  return fc.sample(argumentsOf(specs, { hints, exportOf: () => Box }), { numRuns: 200, seed: 1 });
}

describe('values fit what is asked for', () => {
  test.each<[Spec, (value: unknown) => boolean]>([
    [{ kind: 'string' }, (value) => typeof value === 'string'],
    [{ kind: 'number' }, (value) => Number.isFinite(value)],
    [{ kind: 'date' }, (value) => value instanceof Date],
    [{ kind: 'regexp' }, (value) => value instanceof RegExp],
    [{ kind: 'constant', source: '"x"' }, (value) => value === 'x'],
    [
      { kind: 'array', of: { kind: 'boolean' } },
      (value) => Array.isArray(value) && value.every((each) => typeof each === 'boolean'),
    ],
    [{ kind: 'set', of: { kind: 'number' } }, (value) => value instanceof Set],
    [{ kind: 'map', key: { kind: 'string' }, value: { kind: 'number' } }, (value) => value instanceof Map],
    [
      { kind: 'tuple', items: [{ kind: 'string' }, { kind: 'number' }] },
      (value) => Array.isArray(value) && typeof value[1] === 'number',
    ],
    [{ kind: 'promise', of: { kind: 'number' } }, (value) => value instanceof Promise],
    [{ kind: 'built-in', source: "new URL('x:y')" }, (value) => value instanceof URL],
    [
      { kind: 'record', of: { kind: 'number' } },
      (value) => Object.values(value as object).every(Number.isFinite),
    ],
    [
      { kind: 'union', items: [{ kind: 'string' }, { kind: 'boolean' }] },
      (value) => ['string', 'boolean'].includes(typeof value),
    ],
    [
      { kind: 'object', members: [{ name: 'b', of: { kind: 'string' }, optional: false }] },
      (value) => typeof (value as { b: unknown }).b === 'string',
    ],
  ])('%j', (spec, fits) => {
    for (const [value] of samples([parameter(spec)])) expect(copyOf(value)).toSatisfy(fits);
  });

  test('functions return what they should', () => {
    const isShort: Spec = { kind: 'function', takes: [{ kind: 'string' }], returns: { kind: 'boolean' } };
    for (const [call] of samples([parameter(isShort)]))
      expect(typeof (call as (text: string) => unknown)('abc')).toBe('boolean');
    const compare: Spec = {
      kind: 'function',
      takes: [{ kind: 'number' }, { kind: 'number' }],
      returns: { kind: 'number' },
    };
    const all = samples([parameter(compare)]).map(([call]) =>
      (call as (a: number, b: number) => number)(5, 2),
    );
    expect(new Set(all)).toEqual(new Set([3, -3, 7, 10, 2, 0, 1]));
  });

  test('functions that are given nothing take nothing', () => {
    const later: Spec = { kind: 'function', takes: [], returns: { kind: 'promise', of: { kind: 'number' } } };
    const sources = new Set(samples([parameter(later)]).map(([call]) => toSource(call)));
    expect(sources).toEqual(new Set(['async () => 0', 'async () => 1']));
  });

  test('what was seen is used again among values that fit, and alone where none do', () => {
    const making = { hints: [], exportOf: () => undefined };
    const seen = [
      ['seen', 1],
      ['too', 2],
    ];
    const none: Spec = { kind: 'none', why: 'odd' };
    const sample = (of: Spec) =>
      fc.sample(argumentsOf([parameter({ kind: 'string' }), parameter(of)], making, seen), {
        numRuns: 200,
        seed: 1,
      });
    const texts = sample(none).map(([text]) => text);
    expect(texts).toEqual(expect.arrayContaining(['seen', 'too', 'a']));
    expect(new Set(sample(none).map(([, value]) => value))).toEqual(new Set([1, 2]));
    expect(lacking([parameter(none)], [0])).toBe('odd');
    expect(lacking([parameter(none)], [0, 1])).toBeUndefined();
    expect(lacking([parameter(none, { optional: true })], [])).toBeUndefined();
  });

  test('what may be left out is left out at times, and all behind it', () => {
    const lengths = samples([
      parameter({ kind: 'number' }),
      parameter({ kind: 'string' }, { optional: true }),
      parameter({ kind: 'string' }, { optional: true }),
    ]).map((args) => args.length);
    expect(new Set(lengths)).toEqual(new Set([1, 2, 3]));
  });

  test('what takes all that is left takes none, one or more', () => {
    const lengths = samples([
      parameter({ kind: 'string' }),
      parameter({ kind: 'number' }, { rest: true }),
    ]).map((args) => args.length);
    expect(Math.min(...lengths)).toBe(1);
    expect(Math.max(...lengths)).toBeGreaterThan(3);
  });
});

test('what stands in the code is tried, and what is next to it', () => {
  const values = samples([parameter({ kind: 'number' })], [5000]).map(([value]) => value);
  for (const value of [4999, 5000, 5001]) expect(values).toContain(value);
  expect(samples([parameter({ kind: 'string' })], ['https://']).map(([value]) => value)).toContain(
    'https://',
  );
});

test('texts are in other alphabets at times, and of what has no type some are texts', () => {
  const texts = samples([parameter({ kind: 'any' })])
    .flat()
    .filter((value) => typeof value === 'string');
  expect(texts.length).toBeGreaterThan(40);
  expect(texts.some((text) => /[^\0-\x7f]/.test(text) && text !== 'ÄÖ ß')).toBe(true);
});

test('instances are made anew each time, and written with what they need', () => {
  const of = { name: 'Box', exported: 'Box', file: 'src/box.ts' };
  const [[box]] = samples([
    parameter({ kind: 'instance', of, parameters: [parameter({ kind: 'string' })] }),
  ]) as [[unknown]];
  const [one, other] = [copyOf(box), copyOf(box)] as [Box, Box];
  expect(one).toBeInstanceOf(Box);
  expect(one).not.toBe(other);
  expect(toSource([box])).toBe(`[new Box(${toSource(one.content)})]`);
  expect(importsOf({ a: [box] })).toEqual([of]);
});

test('the member of an enum is its value for the code, and its name in a test', () => {
  const of = { name: 'Size', exported: 'Size', file: 'src/size.ts' };
  const [[size]] = samples([parameter({ kind: 'member', source: 'Size.Small', value: 's', of })]) as [
    [unknown],
  ];
  expect([copyOf(size), toSource(size), importsOf(size)]).toEqual(['s', 'Size.Small', [of]]);
});
