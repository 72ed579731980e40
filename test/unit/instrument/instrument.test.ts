import { SourceMap } from 'node:module';
import { describe, expect, test } from 'vitest';
import { mutators } from '../../../mutators/index.ts';
import { type InstrumentInput, instrumentFile } from '../../../src/instrument/instrument.ts';
import {
  end,
  type Mutator,
  parse,
  SourceSyntaxError,
  start,
  types,
  visit,
} from '../../../src/instrument/syntax.ts';
import { switchNames } from '../../../src/model/instrumented.ts';
import { switchesOf } from '../../helpers/switch-names.ts';
import { isPlaced, mutated } from './differential.ts';

const instrument = (source: string, input: Partial<InstrumentInput> = {}) =>
  instrumentFile({ file: 'src/a.ts', source, mutators, stryker: true, ...input });

const ours = (...names: string[]) => mutators.filter(({ name }) => names.includes(name));

/** Replaces each identifier called `x`. */
function replacing(replacement: string, name = 'Test'): Mutator {
  return {
    name,
    level: 'statement',
    *mutate({ node }) {
      if (!types.isIdentifier(node, { name: 'x' })) return;
      yield { start: start(node), end: end(node), replacement, placement: { kind: 'expression' } };
    },
  };
}

describe('an instrumented file', () => {
  test('is the same for the same input', async () => {
    const source = 'export function f(a: number) { return a > 1 ? "b" : g(a) }';
    expect(await instrument(source)).toEqual(await instrument(source));
  });

  test('keeps the original text in it, character for character', async () => {
    const { code } = await instrument('const f = (a: number): string => `${a}` + 1 // why\n');
    expect(code.replace(/\?`\$\{a\}` \+ .*/s, '')).toMatch(/^const f = \(a: number\): string => \(/);
    expect(code).toMatch(/ \/\/ why\n$/);
  });

  test('has globals of its own by its path', async () => {
    const [a, b] = await Promise.all([instrument('f(1)'), instrument('f(1)', { file: 'src/b.ts' })]);
    expect(a.code).toContain(`${switchNames(a.key).active}[0]`);
    expect(a.key).not.toBe(b.key);
  });

  test('has a source map to the original', async () => {
    const source = 'const a = 1;\nfunction f() {\n  return g(a + 1);\n}\n';
    const { code, map } = await instrument(source);
    const line = code.split('\n').findLastIndex((text) => text.includes('g('));
    const column = code.split('\n')[line]?.indexOf('g(') ?? 0;
    expect(new SourceMap(JSON.parse(map)).findEntry(line, column)).toMatchObject({
      originalSource: 'a.ts',
      originalLine: 2,
      originalColumn: 9,
    });
  });

  test('with decorators behind export and at parameters parses again with the mutants in it', async () => {
    const source = 'export @d class A { constructor(@p() private x = 1) {} f() { return this.x + 1; } }';
    const { mutants } = await instrument(source);
    expect(mutants.filter(({ invalid }) => invalid !== undefined)).toEqual([]);
    expect(mutants.some(({ original }) => original === 'this.x + 1')).toBe(true);
  });

  test('has no comma right in the braces of JSX, which some parsers refuse', async () => {
    const source = 'const a = <p title={b + "c"} lang="d" {...e()}>{f(1)}<i>{g && <b/>}</i>{h ?? [2]}</p>';
    const { code } = await instrument(source, { file: 'a.tsx' });
    const containers = [...visit(parse(code, 'a.tsx'), code)].filter(
      ({ node, parent }) => types.isJSXExpressionContainer(parent?.node) && types.isExpression(node),
    );
    expect(containers.length).toBeGreaterThan(3);
    for (const each of containers) expect(types.isSequenceExpression(each.node), code).toBe(false);
  });

  test('numbers the mutants from 1, those of one place in a row', async () => {
    const { mutants, sites } = await instrument('function f(a) { if (a < 1) return "b"; return g(a) }');
    const placed = mutants.filter(isPlaced);
    expect(placed.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      placed.map((_, index) => index + 1),
    );
    expect(new Set(placed.map(({ site }) => site)).size).toBe(sites);
    for (const [, members] of Map.groupBy(placed, ({ site }) => site)) {
      const numbers = members.map(({ number }) => number);
      expect(Math.max(...numbers) - Math.min(...numbers)).toBe(numbers.length - 1);
    }
  });

  test('is refused if the source does not parse', async () => {
    await expect(instrument('let = ')).rejects.toThrow(SourceSyntaxError);
  });

  test('counts a hit of a site whenever it is reached, with its mutant active or not', async () => {
    const file = await instrument('const f = (a) => a && g(1); function g(n) { return n }', {
      mutators: [],
      file: 'a.js',
    });
    const hits = new Uint32Array(file.sites);
    const run = (active: number) =>
      new Function(...switchesOf(file.key), `${file.code};f(0);f(1)`)(
        Int32Array.of(active),
        hits,
        new Float64Array([1000]),
      );
    const site =
      file.mutants.filter(isPlaced).find(({ mutator }) => mutator === 'BlockStatement')?.site ?? -1;
    run(0);
    expect(hits[site]).toBe(1);
    run(file.mutants.filter(isPlaced).find(({ mutator }) => mutator === 'BlockStatement')?.number ?? 0);
    expect(hits[site]).toBe(2);
  });
});

describe('the text of a mutant', () => {
  const texts = async (source: string, replacement: string) => {
    const { mutants } = await instrument(source, { mutators: [replacing(replacement)], stryker: false });
    return mutants.map((mutant) => ('invalid' in mutant ? 'invalid' : mutated(source, mutant)));
  };

  test.each([
    ['a && x', 'b || c', 'a && (b || c)'],
    ['a || x', 'b && c', 'a || b && c'],
    ['f(x)', 'b, c', 'f((b, c))'],
    ['x.y', 'a + b', '(a + b).y'],
    ['x.y', '1', '(1).y'],
    ['x.y', 'a?.b', '(a?.b).y'],
    ['new x()', 'a()', 'new (a())()'],
    ['-x', '-1', '- -1'],
    ['a -x', '-1', 'a - -1'],
    ['x ** 2', '-1', '(-1) ** 2'],
    ['x ?? y', 'a || b', '(a || b) ?? y'],
    ['const f = () => x', '{ a: 1 }', 'const f = () => ({ a: 1 })'],
    ['x', '{ a: 1 }', '({ a: 1 })'],
    ['x', 'function () {}', '(function () {})'],
    ['a\nx', '[b]', 'a\n;[b]'],
    ['if (a) x', '[b]', 'if (a) [b]'],
    ['const f = x\n(g)', '1', 'const f = 1\n(g)'],
    ['async () => { await x }', 'a ? b : c', 'async () => { await (a ? b : c) }'],
    ['`${x}`', 'a, b', '`${a, b}`'],
  ])('is the program that is meant: %s with %s', async (source, replacement, expected) => {
    expect(await texts(source, replacement)).toEqual([expected]);
  });

  test('takes no token of what is around it into itself', async () => {
    const source = 'function f(n) { if(!n)return!n; return typeof!n }';
    const { mutants } = await instrument(source, { mutators: [], stryker: true, excluded: [] });
    const negations = mutants.filter(({ mutator }) => mutator === 'BooleanLiteral');
    expect(negations.map((mutant) => mutated(source, mutant))).toEqual([
      'function f(n) { if(n)return!n; return typeof!n }',
      'function f(n) { if(!n)return n; return typeof!n }',
      'function f(n) { if(!n)return!n; return typeof n }',
    ]);
  });

  test('that cannot be read is named invalid', async () => {
    expect(await texts('f(x)', 'a b')).toEqual(['invalid']);
    const regex = await instrument('/[\\v]/u', { mutators: [], stryker: true });
    expect(regex.mutants.find(({ replacement }) => replacement.includes('V'))).toHaveProperty('invalid');
  });

  test('parses for every mutant of every kind', async () => {
    const source = `class A extends B { #p = 1; static s = [...a]; constructor(private q = 2) { super(q); this.#p = q }
      async *m(x?: string, ...rest: number[]) { for await (const y of rest) { if (!x) continue; yield y } try { throw x } catch { return await f(x ?? 'a') } }
      get g() { switch (this.#p) { case 1: return 'one'; default: return null } } }
      export default (a: number) => a ? { b: a } : undefined`;
    const { mutants } = await instrument(source);
    expect(mutants.length).toBeGreaterThan(40);
    for (const mutant of mutants) expect(() => parse(mutated(source, mutant), 'a.ts')).not.toThrow();
  });
});

describe('mutants that cannot run', () => {
  test('are found one by one and do not harm the others', async () => {
    const odd: Mutator = {
      name: 'Odd',
      level: 'statement',
      *mutate({ node }) {
        if (!types.isNumericLiteral(node)) return;
        const code = node.value === 2 ? ')(' : '0';
        const placement = { kind: 'expression', code } as const;
        yield { start: start(node), end: end(node), replacement: '0', placement };
      },
    };
    const { mutants, code } = await instrument('f(1, 2, 3)', { mutators: [odd], stryker: false });
    expect(mutants.map((mutant) => 'invalid' in mutant && mutant.invalid)).toEqual([
      false,
      'the file does not parse with it in place',
      false,
    ]);
    expect(() => parse(code, 'a.ts')).not.toThrow();
  });

  test('are those that would nest deeper than can be parsed', async () => {
    const source = `f(${'a + '.repeat(600)}b)`;
    const { mutants, code } = await instrument(source, { mutators: [] });
    expect(mutants.some((mutant) => 'invalid' in mutant)).toBe(true);
    expect(mutants.some(isPlaced)).toBe(true);
    expect(() => parse(code, 'a.ts')).not.toThrow();
  });

  test('are those whose declaration others use', async () => {
    const { mutants } = await instrument('const { x } = a; f(x)', {
      mutators: [replacing('y')],
      stryker: false,
    });
    expect(mutants.map((mutant) => 'invalid' in mutant)).toEqual([true, false]);
  });
});

describe('mutants of two mutators that are the same change', () => {
  const names = async (source: string, input: Partial<InstrumentInput> = {}) =>
    (await instrument(source, input)).mutants.map(({ mutator }) => mutator);

  test('are listed once, as EmptyBody where a whole body is meant', async () => {
    const selected = { mutators: ours('EmptyBody') };
    expect(await names('function f() { g(1) }', selected)).not.toContain('BlockStatement');
    expect(await names('const f = (a) => a', selected)).toEqual(['EmptyBody']);
    expect(await names('function f() { if (a) { g() } }', selected)).toContain('BlockStatement');
  });

  test('are listed once, as of Stryker where a statement or expression is meant', async () => {
    const input = { mutators: ours('CallRemoval', 'EmptyBody') };
    expect(await names('f(); g(); function h() { a(b); c() }', input)).not.toContain('CallRemoval');
    expect(await names('f(() => { g(); h() })', input)).toContain('CallRemoval');
    expect(await names('f(x)', { mutators: [replacing('y'), replacing('(y)', 'Other')] })).toEqual([
      'CallExpression',
      'Test',
    ]);
  });

  test('are disabled together by a comment', async () => {
    const source = '// Stryker disable next-line BlockStatement: trivial\nfunction f() { g(1) }';
    const { mutants } = await instrument(source, { mutators: ours('EmptyBody', 'AlwaysThrow') });
    const reasons = mutants.map((mutant) => [mutant.mutator, 'ignored' in mutant ? mutant.ignored : '']);
    expect(reasons).toContainEqual(['EmptyBody', 'trivial']);
    expect(reasons).toContainEqual(['AlwaysThrow', '']);
  });
});

describe('what the user wants left alone', () => {
  const ignored = async (source: string, input: Partial<InstrumentInput> = {}) =>
    (
      await instrument(source, { mutators: ours('EmptyBody', 'NumberLiteral'), stryker: false, ...input })
    ).mutants
      .filter((mutant) => 'ignored' in mutant)
      .map((mutant) => `${mutant.mutator} ${mutant.original}: ${'ignored' in mutant && mutant.ignored}`);

  test('is what the comments for Stryker say, for our own mutators as well', async () => {
    expect(await ignored('// Stryker disable next-line NumberLiteral: why not\nf(3)\nf(4)')).toEqual([
      'NumberLiteral 3: why not',
      'NumberLiteral 3: why not',
      'NumberLiteral 3: why not',
    ]);
    expect(
      await ignored(
        '// Stryker disable all\nf(0)\n// Stryker restore numberliteral\nf(0)\nfunction g() { a }',
      ),
    ).toEqual(['NumberLiteral 0: Ignored using a comment', 'EmptyBody { a }: Ignored using a comment']);
  });

  test('is what an ignorer rejects, for our own mutators as well', async () => {
    const ignorer = {
      shouldIgnore: (path: object) =>
        'isCallExpression' in path && (path as { isCallExpression(): boolean }).isCallExpression()
          ? 'a call'
          : undefined,
    };
    expect(await ignored('f(0); a = 0', { ignorers: [ignorer] })).toEqual(['NumberLiteral 0: a call']);
  });

  test('is what an excluded mutator makes', async () => {
    expect(await ignored('a = 0', { excluded: ['NumberLiteral'] })).toEqual([
      'NumberLiteral 0: Ignored because of excluded mutation "NumberLiteral"',
    ]);
  });
});

describe('what other tools read as text', () => {
  test.each([
    `const a = import.meta.glob('./*.ts', { eager: true })`,
    `const a = new URL('./a.png', import.meta.url)`,
    `const a = new Worker(new URL('./a.ts', import.meta.url), { type: 'module' })`,
    'const a = await import(`./a/${b}.ts`)',
    `if (import.meta.vitest) { const { test } = import.meta.vitest; test('a', () => { expect(1).toBe(1) }) }`,
  ])('stays as it is: %s', async (source) => {
    const { code, mutants, functions } = await instrument(source);
    expect(code).toContain(source.replace('const a = ', '').replace('await ', ''));
    expect(mutants.filter(isPlaced).filter(({ mutator }) => mutator !== 'AwaitRemoval')).toEqual([]);
    expect(functions).toEqual([]);
  });
});

describe('the steps of a file', () => {
  const steps = async (source: string, active = 0, budgetOnly = true) => {
    const file = await instrument(source, { file: 'a.js', budgetOnly, mutators: [], stryker: true });
    const budget = new Float64Array([1000]);
    const outOfSteps = () => {
      throw new Error('out of steps');
    };
    new Function(...switchesOf(file.key), file.code)(
      Int32Array.of(active),
      new Uint32Array(file.sites),
      budget,
      outOfSteps,
    );
    return 1000 - (budget[0] ?? 0);
  };

  test.each([
    ['for (let i = 0; i < 5; i++);', 5],
    ['for (const a of [1, 2]) { a }', 2],
    ['for (const a in { b: 1 }) a', 1],
    ['let a = 3; while (a) a--; do { a++ } while (a < 3); do a--; while (a)', 9],
    ['function f() {} f(); f()', 2],
    ['const f = () => g(); const g = () => 1; f()', 1],
    ['[1, 2].map((a) => Math.abs(a)); ({ get a() { return 1 } }).a; new class { constructor() {} }', 4],
  ])('are one for each turn of a loop and each call: %s', async (source, expected) => {
    expect(await steps(source)).toBe(expected);
  });

  test.each([
    'for (;;);',
    'while (true) { if (0) break }',
    'do {} while (1)',
    'let f = () => g(); const g = async () => { await 0; f() }; for (const a of (function* () { for (;;) yield 1 })());',
  ])('end what would not end: %s', async (source) => {
    await expect(steps(source)).rejects.toThrow('out of steps');
  });

  test('are spent by the code of a mutant as well', async () => {
    const source = 'let a = 1; for (;;) { if (a) { break } }';
    const { mutants } = await instrument(source, { file: 'a.js', mutators: [] });
    const emptied = mutants.filter(isPlaced).filter(({ mutator }) => mutator === 'BlockStatement');
    expect(emptied).toHaveLength(2);
    for (const { number } of emptied)
      await expect(steps(source, number, false)).rejects.toThrow('out of steps');
  });

  test('are all that a file is for which no mutants are wanted', async () => {
    const { mutants, functions, sites } = await instrument('function f() { return 1 + 1 }', {
      budgetOnly: true,
    });
    expect({ mutants, functions, sites }).toEqual({ mutants: [], functions: [], sites: 0 });
  });
});

describe('ids', () => {
  const ids = async (source: string) => (await instrument(source)).mutants.map(({ id }) => id);

  test('are unique, also for the same code twice', async () => {
    const all = await ids(
      'function f(a) { g(a + 1); g(a + 1) } function h(a) { g(a + 1) } g(() => a + 1, () => a + 1)',
    );
    expect(new Set(all).size).toBe(all.length);
  });

  test('stay when code moves or is formatted differently', async () => {
    const before = await ids('function f(a) { return a ? g(a + 1) : [1] }');
    expect(await ids('// new\n\nconst b = c;\nfunction f(a) {\n  return a ?\n    g(a+1) : [ 1 ]\n}')).toEqual(
      before,
    );
  });

  test('change with the name of the function around', async () => {
    const [before, after] = [await ids('function f() { a(1) }'), await ids('function g() { a(1) }')];
    expect(after.filter((id) => before.includes(id))).toEqual([]);
  });

  test('name the innermost function of a mutant', async () => {
    const { mutants, functions } = await instrument('const o = 1; function f() { return () => 2 }', {
      mutators: ours('NumberLiteral', 'EmptyBody'),
      stryker: false,
    });
    const name = (id?: string) => functions.find((unit) => unit.id === id)?.name;
    expect(mutants.map((mutant) => `${mutant.mutator} ${name(mutant.function)}`)).toEqual([
      'NumberLiteral undefined',
      'NumberLiteral undefined',
      'EmptyBody f',
      'EmptyBody f > returned',
      'NumberLiteral f > returned',
      'NumberLiteral f > returned',
      'NumberLiteral f > returned',
    ]);
  });
});
