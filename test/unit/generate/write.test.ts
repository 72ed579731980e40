import { describe, expect, test } from 'vitest';
import type { Access, Case, Outcome, ParameterSpec } from '../../../src/generate/embedded/spec.ts';
import { importedAs, withTests } from '../../../src/generate/write/merge-tests.ts';
import { specifierOf, styleOf, type TestStyle } from '../../../src/generate/write/style.ts';
import { type Candidate, withOwnNames, writeFile } from '../../../src/generate/write/write.ts';
import { writeTest } from '../../../src/generate/write/write-call.ts';

const style: TestStyle = { runner: 'vitest', call: 'test', globals: false, extension: 'source' };
const parameters: ParameterSpec[] = ['list', 'tell'].map((name) => ({
  name,
  of: { kind: 'any' },
  optional: false,
  rest: false,
}));

function write(outcome: Partial<Outcome>, args: string[], changes: Partial<TestStyle> = {}): Candidate {
  const found: Case = { args, outcome: { kind: 'value', text: 'undefined', ...outcome }, differs: ['m1'] };
  const called = {
    exported: 'go',
    name: 'go',
    file: 'src/go.ts',
    access: { kind: 'function' as const },
    parameters,
  };
  return writeTest(found, called, { ...style, ...changes });
}

describe('a call becomes a test', () => {
  test.each<[Partial<Outcome>, string[], string]>([
    [{ text: '3' }, ['[1, 2]'], "test('go([1, 2]) is 3', () => {\n  expect(go([1, 2])).toBe(3);\n});"],
    [{ text: "'b'" }, ["'a'"], `test('go("a") is "b"', () => {\n  expect(go('a')).toBe('b');\n});`],
    [{ text: '[1]' }, [], "test('go() is [1]', () => {\n  expect(go()).toEqual([1]);\n});"],
    [
      { text: '{ a: undefined }' },
      [],
      "test('go() is { a: undefined }', () => {\n  expect(go()).toStrictEqual({ a: undefined });\n});",
    ],
    [
      { text: 'undefined' },
      ['1'],
      "test('go(1) is undefined', () => {\n  expect(go(1)).toBeUndefined();\n});",
    ],
    [{ text: 'null' }, ['1'], "test('go(1) is null', () => {\n  expect(go(1)).toBeNull();\n});"],
    [{ text: 'NaN' }, ['1'], "test('go(1) is NaN', () => {\n  expect(go(1)).toBeNaN();\n});"],
    [
      { text: '1', isAsync: true },
      ['1'],
      "test('go(1) is 1', async () => {\n  expect(await go(1)).toBe(1);\n});",
    ],
    [
      { text: '[1]', isIterator: true },
      ['1'],
      "test('go(1) is [1]', () => {\n  expect([...go(1)]).toEqual([1]);\n});",
    ],
    [
      { kind: 'error', name: 'RangeError', text: "'no'" },
      ['1'],
      "test('go(1) throws RangeError', () => {\n  expect(() => go(1)).toThrow(new RangeError('no'));\n});",
    ],
    [
      { kind: 'error', name: 'OwnError', text: "'no'", isAsync: true },
      ['1'],
      "test('go(1) throws OwnError', async () => {\n  await expect(go(1)).rejects.toThrow('no');\n});",
    ],
    [
      { changed: { 0: '[1, 2]' } },
      ['[2, 1]'],
      "test('go([2, 1]) changes what it is given', () => {\n  const list = [2, 1];\n  expect(go(list)).toBeUndefined();\n  expect(list).toEqual([1, 2]);\n});",
    ],
    [
      { text: '1', calls: { '1': '[[1]]' } },
      ['[1]', '(value) => value'],
      "test('go([1], (value) => value) calls its callback', () => {\n  const tell = vi.fn((value) => value);\n  expect(go([1], tell)).toBe(1);\n  expect(tell.mock.calls).toEqual([[1]]);\n});",
    ],
    [
      { calls: { '0.write': "[['a']]" } },
      ['{ write: (value) => value, size: 1 }'],
      "test('go({ write: (value) => value, size: 1 }) calls write', () => {\n  const write = vi.fn((value) => value);\n  expect(go({ write, size: 1 })).toBeUndefined();\n  expect(write.mock.calls).toEqual([['a']]);\n});",
    ],
  ])('%j', (outcome, args, text) => {
    expect(write(outcome, args).text).toBe(text);
  });

  test('in the words of the project', () => {
    expect(write({ text: '1' }, [], { call: 'it' }).text).toMatch(/^it\('/);
  });

  test('with the mocks of Jest', () => {
    const { text, uses } = write({ text: '1', calls: { 0: '[[1]]' } }, ['(value) => value'], {
      runner: 'jest',
    });
    expect(text).toContain('const list = jest.fn((value) => value);');
    expect(uses).toEqual(['jest']);
  });

  test('with a name that is not too long', () => {
    const { name } = write({ text: '1' }, [`'${'a'.repeat(200)}'`]);
    expect(name).toBe('go(…) is 1');
  });

  test('with a name of its own', () => {
    const [first, second] = withOwnNames([write({ text: '1' }, ['1']), write({ text: '1' }, ['1'])]);
    expect([first?.name, second?.name]).toEqual(['go(1) is 1', 'go(1) is 1 (2)']);
    expect(second?.text).toContain("test('go(1) is 1 (2)'");
  });
});

test('what has to stand still does, until the test is over', () => {
  const still: Case = {
    args: [],
    outcome: { kind: 'value', text: '1' },
    differs: [],
    fixed: { clock: true, random: true },
  };
  const called = {
    exported: 'go',
    name: 'go',
    file: 'src/go.ts',
    access: { kind: 'function' as const },
    parameters,
  };
  const candidate = writeTest(still, called, style);
  expect(candidate.uses).toEqual(['vi', 'onTestFinished']);
  expect(candidate.text).toBe(`test('go() is 1', () => {
  vi.setSystemTime(new Date('2024-01-15T12:00:00Z'));
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.25);
  onTestFinished(() => random.mockRestore());
  expect(go()).toBe(1);
});`);
});

test('on Jest, which has nothing that runs at the end of one test, all is as it was even if the test fails', () => {
  const found: Case = {
    args: [],
    outcome: { kind: 'value', text: '1' },
    differs: [],
    fixed: { clock: true, random: true },
  };
  const access = { kind: 'function' as const };
  const called = { exported: 'go', name: 'go', file: 'src/go.ts', access, parameters };
  const candidate = writeTest(found, called, { ...style, runner: 'jest' });
  expect(candidate.uses).toEqual(['jest']);
  expect(candidate.text).toBe(`test('go() is 1', () => {
  jest.useFakeTimers({
    now: new Date('2024-01-15T12:00:00Z'),
    doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout'],
  });
  const random = jest.spyOn(Math, 'random').mockReturnValue(0.25);
  try {
    expect(go()).toBe(1);
  } finally {
    jest.useRealTimers();
    random.mockRestore();
  }
});`);
});

describe('a call of an instance becomes a test', () => {
  const of = (access: Access, found: Partial<Case>, exported = 'Cart') =>
    writeTest(
      { args: [], outcome: { kind: 'value', text: '1' }, differs: [], ...found },
      { exported, name: 'Cart.go', file: 'src/cart.ts', access, parameters },
      style,
      (file) => `../${file}`,
    );
  const before = [
    { member: 'add', args: ["'a'"] },
    { member: 'send', args: [], isAsync: true as const },
  ];
  const size = { name: 'size', isMethod: false, text: '2' };

  test.each<[Access, Partial<Case>, string]>([
    [
      { kind: 'method', member: 'go' },
      { made: ["'x'"], before, args: ['3'] },
      `test('go(3) of new Cart("x") is 1 after add("a") and send()', async () => {
  const cart = new Cart('x');
  cart.add('a');
  await cart.send();
  expect(cart.go(3)).toBe(1);
});`,
    ],
    [
      { kind: 'method', member: 'go' },
      { outcome: { kind: 'value', text: 'undefined', state: { ...size, isMethod: true } } },
      "test('size() is 2 after go()', () => {\n  const cart = new Cart();\n  cart.go();\n  expect(cart.size()).toBe(2);\n});",
    ],
    [
      { kind: 'method', member: 'go' },
      { outcome: { kind: 'value', text: '7', state: size } },
      "test('size is 2 after go()', () => {\n  const cart = new Cart();\n  expect(cart.go()).toBe(7);\n  expect(cart.size).toBe(2);\n});",
    ],
    [
      { kind: 'method', member: 'go' },
      { outcome: { kind: 'value', text: 'this' } },
      "test('go() is the same again', () => {\n  const cart = new Cart();\n  expect(cart.go()).toBe(cart);\n});",
    ],
    [
      { kind: 'getter', member: 'go' },
      {},
      "test('go is 1', () => {\n  const cart = new Cart();\n  expect(cart.go).toBe(1);\n});",
    ],
    [
      { kind: 'setter', member: 'go' },
      { args: ["'b'"], outcome: { kind: 'value', text: 'undefined', state: size } },
      "test('size is 2 after go = \"b\"', () => {\n  const cart = new Cart();\n  cart.go = 'b';\n  expect(cart.size).toBe(2);\n});",
    ],
    [
      { kind: 'constructor' },
      { args: ['1'], outcome: { kind: 'value', text: 'this', state: size } },
      "test('size is 2 after new Cart(1)', () => {\n  const cart = new Cart(1);\n  expect(cart.size).toBe(2);\n});",
    ],
    [
      { kind: 'constructor' },
      { args: ['1'], outcome: { kind: 'error', name: 'Error', text: "'no'" } },
      "test('new Cart(1) throws Error', () => {\n  expect(() => new Cart(1)).toThrow(new Error('no'));\n});",
    ],
    [
      { kind: 'static', member: 'of' },
      { args: ['1'], outcome: { kind: 'value', text: '{ a: 1 }', isPart: true } },
      "test('Cart.of(1) is { a: 1 }', () => {\n  expect(Cart.of(1)).toMatchObject({ a: 1 });\n});",
    ],
  ])('%j', (access, found, text) => {
    expect(of(access, found).text).toBe(text);
  });

  test('under a name of its own, and with what it imports', () => {
    const imports = [
      { name: 'Money', exported: 'Money', file: 'src/money.ts' },
      { name: 'Size', exported: 'Size', file: 'src/cart.ts' },
    ];
    const changed = { kind: 'value' as const, text: '1', changed: { 0: '[1]' } };
    const candidate = of(
      { kind: 'method', member: 'go' },
      { args: ['[]'], imports, outcome: changed },
      'List',
    );
    expect(candidate.text).toContain('const listInstance = new List();\n  const list = [];');
    expect(writeFile([candidate], '../src/cart.ts', style).split('\n').slice(1, 3)).toEqual([
      "import { List, Size } from '../src/cart.ts';",
      "import { Money } from '../src/money.ts';",
    ]);
    const own = of({ kind: 'method', member: 'go' }, {}, 'default');
    expect(writeFile([own], '../src/cart.ts', style)).toContain(
      "import { default as Cart } from '../src/cart.ts';",
    );
  });
});

describe('tests go into', () => {
  const one = write({ text: '1' }, ['1']);

  test('a file of their own', () => {
    expect(writeFile([one], '../src/go.ts', style)).toBe(`import { describe, expect, test } from 'vitest';
import { go } from '../src/go.ts';

// Pins what the code does now: nobody has written down whether it should.
describe('go', () => {
  test('go(1) is 1', () => {
    expect(go(1)).toBe(1);
  });
});
`);
    expect(writeFile([one], '../src/go.ts', { ...style, globals: true })).toMatch(/^import \{ go \} from/);
  });

  test('the file that is there: behind its tests, with its imports', () => {
    const existing =
      "import { expect, test } from 'vitest';\nimport { other } from '../src/go.ts';\n\ntest('a', () => {});\n";
    const after = withTests(existing, 'test/go.test.ts', [one], '../src/go.ts', style);
    expect(after).toBe(`import { describe, expect, test } from 'vitest';
import { go, other } from '../src/go.ts';

test('a', () => {});

// Pins what the code does now: nobody has written down whether it should.
describe('go', () => {
  test('go(1) is 1', () => {
    expect(go(1)).toBe(1);
  });
});
`);
  });

  test('a file that imports other things, or in no order', () => {
    const existing =
      "import { test, expect } from 'vitest';\nimport type { T } from '../src/go.ts';\n\ntest('a', () => {});\n";
    const after = withTests(existing, 'test/go.test.ts', [one], '../src/go.ts', style);
    expect(after).toContain("import { test, expect, describe } from 'vitest';");
    expect(after).toContain("import type { T } from '../src/go.ts';\nimport { go } from '../src/go.ts';");
  });

  test('a file by the way in which it imports the source already', () => {
    const text = "import { a } from './a';\nimport { go } from '@/go';\n";
    expect(importedAs(text, 'a.test.ts', (specifier) => specifier.endsWith('go'))).toBe('@/go');
    expect(importedAs(text, 'a.test.ts', () => false)).toBeUndefined();
  });
});

describe('the style of a project', () => {
  test.each<[string, boolean, TestStyle]>([
    [
      "import { it } from 'vitest';\nimport { a } from './a';\nit('a', () => {});",
      true,
      { runner: 'vitest', call: 'it', globals: false, extension: 'none' },
    ],
    [
      "import { a } from './a.ts';\ntest('a', () => {}); test.each([])('b', () => {});",
      true,
      { runner: 'vitest', call: 'test', globals: true, extension: 'source' },
    ],
    [
      "import { test } from 'vitest';\nimport { a } from '../a.js';",
      false,
      { runner: 'vitest', call: 'test', globals: false, extension: 'js' },
    ],
    [
      "test('a', () => { limit(1); unit(2); });",
      false,
      { runner: 'vitest', call: 'test', globals: false, extension: 'none' },
    ],
  ])('%j', (text, hasGlobals, expected) => {
    expect(styleOf([text], hasGlobals)).toEqual(expected);
  });

  test('on Jest its names are globals, unless its tests import them', () => {
    expect(styleOf([], true, 'jest')).toMatchObject({ runner: 'jest', globals: true });
    const importing = styleOf(["import { test } from '@jest/globals';"], true, 'jest');
    expect(importing).toMatchObject({ globals: false });
    const [candidate] = withOwnNames([
      write({ text: '1', calls: { 0: '[[1]]' } }, ['(value) => value'], importing),
    ]);
    expect(writeFile([candidate!], '../src/go.ts', importing)).toMatch(
      /^import \{ describe, expect, jest, test \} from '@jest\/globals';\n/,
    );
  });

  test.each([
    ['source', '../src/go.ts'],
    ['js', '../src/go.js'],
    ['none', '../src/go'],
  ] as const)('names a source by %s: %s', (extension, specifier) => {
    expect(specifierOf('test/go.test.ts', 'src/go.ts', { ...style, extension })).toBe(specifier);
  });

  test('an index is named by its folder', () => {
    expect(specifierOf('src/go.test.ts', 'src/go/index.ts', { ...style, extension: 'none' })).toBe('./go');
  });
});

test('names of tests, suites and files cannot end their line or turn what follows', () => {
  const name = 'a\nb\u202ec\u2028d';
  const candidate: Candidate = { suite: name, name, text: '', uses: [], imports: ['sum'] };
  const text = writeFile([candidate], `../src/${name}`, style);
  expect(text.split('\n').filter((line) => line.includes('a\\u000ab\\u202ec\\u2028d'))).toHaveLength(2);
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
});
