import { describe, expect, expectTypeOf, test } from 'vitest';
import { initials, plural, unique } from '../src/words.ts';

describe('initials', () => {
  test('[ok] of two words', () => {
    expect(initials('Ada Lovelace')).toBe('AL');
  });

  test('[copy-paste] of two other words', () => {
    expect(initials('Grace Hopper')).toBe('GH');
  });

  test('[ok] and of two more, which the first finding names too', () => {
    expect(initials('Alan Turing')).toBe('AT');
  });

  test('[ok] of one word, which has nothing to join', () => {
    expect(initials('Plato')).toBe('P');
  });
});

describe('plural', () => {
  test('[ok] of one', () => {
    const text = plural(1, 'cat');
    expect(text).toBe('1 cat');
  });

  test('[ok] of two: the same text, and other breaks', () => {
    const text = plural(2, 'cat');
    expect(text).toBe('2 cats');
  });

  test('[ok] of three, where two are none too few', () => {
    const text = plural(3, 'cat');
    expect(text).toBe('3 cats');
  });

  test('[copy-paste] of seven, with another name for the result', () => {
    const result = plural(7, 'dog');
    expect(result).toBe('7 dogs');
  });

  test.each([
    [4, '4 cats'],
    [5, '5 cats'],
  ])('[ok] %i: a table is no copy', (count, text) => {
    expect(plural(count, 'cat')).toBe(text);
  });
});

describe('unique', () => {
  test('[ok] leaves the first of each', () => {
    expect(unique(['a', 'b', 'a'])).toEqual(['a', 'b']);
  });

  test('[implementation-coupled] takes what is no array, as long as it is walked through', () => {
    expect(unique(new Set(['a', 'b']) as unknown as string[])).toEqual(['a', 'b']);
  });

  test('[hollow] does not change what it is given', () => {
    const words = ['a', 'a'];
    unique(words);
    expect(words).toEqual(['a', 'a']);
  });

  test('[ok] is about types', () => {
    expectTypeOf(unique(['a'])).toEqualTypeOf<string[]>();
  });

  test('[ok] is about types that the compiler refuses', () => {
    // @ts-expect-error numbers are no words
    unique([1]);
  });
});
