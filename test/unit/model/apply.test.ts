import { describe, expect, test } from 'vitest';
import { applyMutant, isCurrent, lineStarts, spanAt, textAt } from '../../../src/model/apply.ts';
import type { Location } from '../../../src/model/source.ts';

function at(startLine: number, startColumn: number, endLine: number, endColumn: number): Location {
  return { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } };
}

function mutant(location: Location, original: string, replacement: string) {
  return { file: 'src/a.ts', location, original, replacement };
}

describe('applyMutant', () => {
  test('replaces from the first column up to, not including, the end', () => {
    expect(applyMutant('if (a < b) go();', mutant(at(1, 5, 1, 10), 'a < b', 'a <= b'))).toBe(
      'if (a <= b) go();',
    );
  });

  test('inserts where start and end are the same', () => {
    expect(applyMutant('f(x) {}', mutant(at(1, 7, 1, 7), '', 'x = 0;'))).toBe('f(x) {x = 0;}');
  });

  test('inserts at the very end of a source', () => {
    expect(applyMutant('a;\n', mutant(at(2, 1, 2, 1), '', 'b;'))).toBe('a;\nb;');
  });

  test('replaces over several lines and keeps the line ends around it', () => {
    const source = 'a() {\r\n  b();\r\n}\r\nc();\r\n';
    expect(applyMutant(source, mutant(at(1, 5, 3, 2), '{\r\n  b();\r\n}', '{}'))).toBe('a() {}\r\nc();\r\n');
  });

  test('takes a replacement literally, dollar signs too', () => {
    expect(applyMutant('x = 1', mutant(at(1, 5, 1, 6), '1', '$&$1'))).toBe('x = $&$1');
  });

  test('counts columns in UTF-16 code units', () => {
    expect(applyMutant("'😀' + a", mutant(at(1, 6, 1, 7), '+', '-'))).toBe("'😀' - a");
  });

  test('refuses a source that no longer holds the original text', () => {
    expect(() => applyMutant('a > b', mutant(at(1, 1, 1, 6), 'a < b', 'true'))).toThrow(RangeError);
  });

  test.each([
    ['a line too many', at(3, 1, 3, 1)],
    ['a column too many', at(1, 4, 1, 4)],
    ['column zero', at(1, 0, 1, 1)],
    ['line zero', at(0, 1, 1, 1)],
    ['an end before its start', at(2, 1, 1, 1)],
  ])('refuses a place the source does not have: %s', (_, location) => {
    expect(() => applyMutant('a\nb', mutant(location, '', ''))).toThrow(RangeError);
  });
});

test('a line ends at a line feed and at nothing else', () => {
  expect(lineStarts('a\nb\r\nc\rd\u2028e\n')).toEqual([0, 2, 5, 11]);
});

test('a span may end behind the last character of the source', () => {
  expect(spanAt('ab', at(1, 2, 1, 3))).toEqual({ start: 1, end: 2 });
  expect(textAt('ab', at(1, 2, 1, 3))).toBe('b');
});

test('a mutant is current only while its text stands at its place', () => {
  const { location, original } = mutant(at(1, 1, 1, 6), 'a < b', 'true');
  expect(isCurrent('a < b', { location, original })).toBe(true);
  expect(isCurrent(' a < b', { location, original })).toBe(false);
  expect(isCurrent('a', { location, original })).toBe(false);
});
