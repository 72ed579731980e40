import { describe, expect, test } from 'vitest';
import { breakWords, describeBreak } from '../../../reports/breaks.ts';
import { visible } from '../../../reports/text.ts';

describe('a break in words', () => {
  test.each([
    ['EmptyBody', '{ return 1; }', '{}', 'deleted body'],
    ['BlockStatement', '{ go(); }', '{}', 'emptied block'],
    ['TypedReturn', '{ go(); }', '{ return ""; }', 'returns ""'],
    ['TypedReturn', '{ go(); }', '{ return { a: 1 }; }', 'returns { a: 1 }'],
    ['TypedReturn', '{ go(); }', '{ yield 0; return; }', 'yields 0'],
    ['TypedReturn', 'a + b', '({} as Sum)', 'returns {} as Sum'],
    ['TypedReturn', 'a + b', '(a)(b)', 'returns (a)(b)'],
    ['TypedReturn', 'a + b', '0', 'returns 0'],
    ['TypedReturn', 'a + b', '({ a: 1 })', 'returns { a: 1 }'],
    ['TypedReturn', 'a + b', '() => { return 1; }', 'returns () => { return 1; }'],
    ['IgnoredParameter', 'a + b', '(b = "", a + b)', 'ignores parameter b'],
    ['IgnoredParameter', '', 'x = undefined;', 'ignores parameter x'],
    ['IgnoredParameter', '', 'übungen = [];', 'ignores parameter übungen'],
    ['IgnoredParameter', '', '倍数 = 2;', 'ignores parameter 倍数'],
    ['AlwaysThrow', '{}', '{ throw new Error(); }', 'always throws'],
    ['CallRemoval', 'save();', ';', 'removed call save()'],
    ['CallRemoval', 'await db.save(item, f(1));', '', 'removed call db.save(…)'],
    ['CallRemoval', 'a(1).b()', 'undefined', 'removed call a(1).b()'],
    ['CallRemoval', 'save(x) && go', 'go', '`save(x) && go` → `go`'],
    ['ThrowRemoval', 'throw error;', ';', 'removed `throw error`'],
    ['AwaitRemoval', 'await load()', 'load()', 'removed await of `load()`'],
    ['CaseRemoval', "case 'a:b': go(); break;", '', "removed `case 'a:b'`"],
    ['CaseRemoval', 'default: go();', '', 'removed `default`'],
    ['CatchRemoval', '{ go(); }', '{ throw error; }', 'removed catch'],
    ['DefaultParameter', '1', 'undefined', 'removed default `1`'],
    ['SpreadRemoval', 'rest', '[]', 'removed spread of `rest`'],
    ['EqualityOperator', 'a < b', 'a <= b', '`a < b` → `a <= b`'],
    ['StringLiteral', '"x"', '""', '`"x"` → `""`'],
    ['Unheard', 'go(\n  a,\n);', ';', 'removed `go( a, );`'],
    ['Unheard', '', 'return;', 'added `return;`'],
  ])('%s: %j to %j', (mutator, original, replacement, expected) => {
    expect(describeBreak({ mutator, original, replacement })).toBe(expected);
  });

  test('tells code from words, whatever is in the code', () => {
    const template = { mutator: 'StringLiteral', original: '`a ${b}`', replacement: '``' };
    expect(breakWords(template)).toEqual([{ code: '`a ${b}`' }, ' → ', { code: '``' }]);
    expect(breakWords({ mutator: 'ThrowRemoval', original: 'throw `a`;', replacement: '' })).toEqual([
      'removed ',
      { code: 'throw `a`' },
    ]);
    expect(breakWords({ mutator: 'StringLiteral', original: '"\u0000"', replacement: '""' })).toEqual([
      { code: '"\\u0000"' },
      ' → ',
      { code: '""' },
    ]);
  });

  test('shows where two long texts differ, not what they share', () => {
    const shared = 'this.reader.options.configuration.limits.maximum';
    const words = describeBreak({
      mutator: 'Any',
      original: `${shared} < size`,
      replacement: `${shared} <= size`,
    });
    expect(words).toBe('`…ts.maximum < size` → `…ts.maximum <= size`');
  });

  test('stays on one short line whatever the code', () => {
    const long = 'word '.repeat(200);
    const words = describeBreak({ mutator: 'Any', original: long, replacement: `\n${long}x` });
    expect(words).not.toContain('\n');
    expect(words.length).toBeLessThan(100);
  });

  test('does not let code steer the terminal', () => {
    const words = describeBreak({
      mutator: 'StringLiteral',
      original: '"\u001b[2J"',
      replacement: '"\u202e"',
    });
    expect(words).toBe('`"\\u001b[2J"` → `"\\u202e"`');
  });
});

test.each(['constructor', 'toString', '__proto__'])(
  'a mutator of the name %s is one like others',
  (mutator) => {
    expect(describeBreak({ mutator, original: 'a', replacement: 'b' })).toBe('`a` → `b`');
  },
);

test('control characters become escapes, line ends and tabs stay', () => {
  expect(visible('a\tb\r\nc\rd\u0000')).toBe('a\tb\r\nc\\u000dd\\u0000');
});
