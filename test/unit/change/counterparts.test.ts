import { describe, expect, test } from 'vitest';
import { breaksBefore, counterpartsOf } from '../../../src/change/counterparts.ts';
import { functionTexts } from '../../../src/change/function-texts.ts';
import { likenessAround, type Surroundings, surroundingsIn } from '../../../src/change/surroundings.ts';

const same = (file: string) => file;

/** For each function of now what it was, and `=` if it says the same. */
function matched(
  now: Record<string, string>,
  before: Record<string, string>,
  pathBefore: (file: string) => string = same,
): Record<string, string | undefined> {
  const all = (files: Record<string, string>) =>
    Object.entries(files).flatMap(([file, text]) => functionTexts(file, text));
  return Object.fromEntries(
    counterpartsOf(all(now), all(before), pathBefore).map((each) => [
      each.now.name,
      each.before && `${each.before.file} ${each.before.name}${each.isSame ? ' =' : ''}`,
    ]),
  );
}

const sum = 'function sum(a: number, b: number) { return a + b; }';

describe('what a function was', () => {
  test('is told by its name in its file, comments and formatting aside', () => {
    const other = '// Adds.\nfunction sum(\n  a: number,\n  b: number,\n) {\n  return a + b\n}';
    expect(matched({ 'a.ts': other }, { 'a.ts': sum })).toEqual({ sum: 'a.ts sum =' });
    expect(matched({ 'a.ts': sum.replace('+', '-') }, { 'a.ts': sum })).toEqual({ sum: 'a.ts sum' });
  });

  test('is nothing for one that was not there', () => {
    const two = `${sum}\nfunction twice(n: number) { return sum(n, n); }`;
    expect(matched({ 'a.ts': two }, { 'a.ts': sum })).toEqual({ sum: 'a.ts sum =', twice: undefined });
  });

  test('is told in a file that was renamed', () => {
    const was = (file: string) => (file === 'b.ts' ? 'a.ts' : file);
    expect(matched({ 'b.ts': sum.replace('+', '-') }, { 'a.ts': sum }, was)).toEqual({ sum: 'a.ts sum' });
  });

  test('is the one that is gone elsewhere and says the same, or nearly, under the same name', () => {
    expect(matched({ 'b.ts': sum }, { 'a.ts': sum })).toEqual({ sum: 'a.ts sum =' });
    expect(matched({ 'b.ts': sum.replace('+', '-') }, { 'a.ts': sum })).toEqual({ sum: 'a.ts sum' });
    expect(matched({ 'a.ts': sum, 'b.ts': sum }, { 'a.ts': sum }), 'it is still there').toEqual({
      sum: undefined,
    });
  });

  test('is the one of another name in the same file that is much like it', () => {
    expect(matched({ 'a.ts': sum.replace('sum', 'add') }, { 'a.ts': sum })).toEqual({ add: 'a.ts sum' });
    const other = 'function log(text: string) { for (const line of text.split("\\n")) console.log(line); }';
    expect(matched({ 'a.ts': other }, { 'a.ts': sum })).toEqual({ log: undefined });
  });
});

describe('what a break was', () => {
  interface Made {
    mutator: string;
    original: string;
    replacement: string;
    unit: string | undefined;
    around?: Surroundings;
    body?: string;
  }
  const made = (original: string, replacement: string, more: Partial<Made> = {}): Made => ({
    mutator: 'M',
    original,
    replacement,
    unit: 'f',
    ...more,
  });
  const matches = (now: Made[], before: Made[]) => {
    const unit = (each: Made) => each.unit;
    const around = (each: Made) => each.around ?? { before: '', after: '' };
    const places = { unitNow: unit, unitBefore: unit, aroundNow: around, aroundBefore: around };
    const found = breaksBefore<Made, Made>(now, before, places);
    return now.map((each) => found.get(each) && before.indexOf(found.get(each)!));
  };

  test('is the same replacement of the same text in its function, in order', () => {
    const twice = [made('a > 1', 'true'), made('a > 1', 'true')];
    expect(matches(twice, twice)).toEqual([0, 1]);
    expect(
      matches([made('a>1', 'true')], [made('b > 1', 'true', { unit: 'g' }), made('a > 1', 'true')]),
    ).toEqual([1]);
  });

  test('is what takes away the same, where the rest of it changed', () => {
    const before = [made('/^(A|B)$/', '/^(A|B)/'), made('/^(A|B)$/', '/(A|B)$/')];
    const now = [made('/^(A|B|C)$/', '/(A|B|C)$/'), made('/^(A|B|C)$/', '/^(A|B|C)/')];
    expect(matches(now, before)).toEqual([1, 0]);
    expect(matches([made('/^(A|B|C)$/', '/^(A|B|)$/')], before)).toEqual([undefined]);
  });

  test('is, of several that are the same, the one with the same around it, where one of them is gone', () => {
    const zero = (before: string, after: string) => made('0', '1', { around: { before, after } });
    const gone = zero('if(args[', ']&&args[0].x)');
    const kept = [zero('a=args[', '].x;'), zero('b=args[', '].y;')];
    expect(matches(kept, [gone, ...kept])).toEqual([1, 2]);
    expect(matches([gone, ...kept], kept)).toEqual([undefined, 0, 1]);
  });

  test('is told by the text around it, formatting aside', () => {
    const files = [{ file: 'a.ts', original: 'f(\n  a[0],\n  b\n)' }];
    const location = { start: { line: 2, column: 5 }, end: { line: 2, column: 6 } };
    const around = surroundingsIn(files);
    expect(around({ file: 'a.ts', location })).toEqual({ before: 'f(a[', after: '],b)' });
    expect(around({ file: 'b.ts', location })).toEqual({ before: '', after: '' });
    expect(likenessAround({ before: 'f(a[', after: '],b)' }, { before: 'g(a[', after: '],c)' })).toBe(5);
  });

  test('is what is much alike, where what stands within changed', () => {
    const now = made('a.filter((x) => x > 1).map(twice)', 'a');
    expect(matches([now], [made('b', 'a'), made('a.filter((x) => x > 2).map(twice)', 'a')])).toEqual([1]);
    expect(matches([made('first(b)', 'true')], [made('a > 1 && c', 'true')])).toEqual([undefined]);
  });

  test('is the body, whatever it held', () => {
    const body = { body: 'deleted' };
    expect(matches([made('{ return 1; }', '{}', body)], [made('{ log(x, y); }', '{}', body)])).toEqual([0]);
  });

  test('is nothing in a function that was not there', () => {
    const [now, before] = [made('a', 'b', { unit: undefined }), made('a', 'b')];
    expect(matches([now], [before])).toEqual([undefined]);
  });
});
