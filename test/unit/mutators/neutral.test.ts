import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { neutralRewrite, rewriteNames, singleRewrites } from '../../../mutators/neutral/index.ts';
import { renamedPrivates } from '../../../mutators/neutral/private-names.ts';
import { isRewritable, rewrite } from '../../../mutators/neutral/writer.ts';
import {
  enclosingFunction,
  type FunctionNode,
  isFunction,
  parse,
  types,
  type Visit,
  visit,
} from '../../../src/instrument/syntax.ts';
import { mutated, mutationsOf, placed } from '../../helpers/expect-mutants.ts';

const readme = readFileSync(new URL('../../../mutators/README.md', import.meta.url), 'utf8');
const rows = readme.matchAll(/^\| `(\w+)` +\| `(.*?)` +\| `(.*?)` +\|$/gm);
const examples = Array.from(rows, ([, name = '', before = '', after = '']) => ({
  name,
  // A cell with a backtick in it stands in two of them.
  before: before.replace(/^`|`$/g, ''),
  after,
})).filter(({ name }) => (rewriteNames as readonly string[]).includes(name));

const dense = (text: string) => text.replace(/\s+/g, '');

/** What one rewrite alone makes of a text, without its white space. */
function rewritten(name: string, source: string, file = 'source.ts'): string[] {
  const everywhere = { has: () => true } as unknown as ReadonlySet<number>;
  const mutator = singleRewrites(everywhere).find((one) => one.name === name)!;
  return mutationsOf(mutator, source, file).map((mutation) => dense(mutated(source, mutation)));
}

describe('the rewrites', () => {
  it('have an example each in the README', () => {
    expect([...new Set(examples.map(({ name }) => name))].sort()).toEqual([...rewriteNames].sort());
  });

  it.each(examples)('do what the README says: $name on $before', ({ name, before, after }) => {
    expect(rewritten(name, before)).toEqual([dense(after)]);
  });

  it.each([
    ['InvertedCondition', 'function f(a) { if (a) go(); }'],
    ['ElseForEarlyReturn', 'function f(a) { if (a) return 1; function g() {} return g(); }'],
    ['ElseForEarlyReturn', 'function f(a) { const g = () => b; if (a) return g; const b = 1; return g(); }'],
    ['ElseForEarlyReturn', 'function f(a) { if (a) return 1; using b = c(); return b; }'],
    ['ElseForEarlyReturn', 'function f(a, b) { if (a) if (b) return 1; return 2; }'],
    ['EarlyReturnForElse', 'function f(a) { if (a) go(); else stop(); }'],
    ['IndexedLoop', 'function f(list) { for (const a of list) go(a); }'],
    ['IndexedLoop', 'function f(list: Set<string>) { for (const a of list) go(a); }'],
    ['IndexedLoop', 'function f(list: string[]) { list = other(); for (const a of list) go(a); }'],
    ['IndexedLoop', 'function f(list: string[]) { { const list = other(); for (const a of list) go(a); } }'],
    ['IndexedLoop', 'async function f(list: string[]) { for await (const a of list) go(a); }'],
    ['IndexedLoop', 'function f(list: string[]) { next: for (const a of list) continue next; }'],
    ['LoopOverKeys', 'function f(list) { for (let i = 0; i < list.length; i++) go(i); }'],
    ['LoopOverKeys', 'function f(list: string[]) { for (let i = 0; i < list.length; i++) i++; }'],
    ['LoopOverKeys', 'function f(list: string[]) { for (let i = 1; i < list.length; i++) go(i); }'],
    ['ConcatenatedText', 'function f(a) { return `${a()}`; }'],
    ['ConcatenatedText', 'function f() { return `a`; }'],
    ['InlinedHelper', 'function f() { return g(1); } export function g(a) { return a; }'],
    ['InlinedHelper', 'function f() { return g(1) + g(2); } function g(a) { return a; }'],
    ['InlinedHelper', 'function f() { return g(1); } function g(a) { return this; }'],
    ['InlinedHelper', 'function f() { return g(1); } function g() { return arguments; }'],
    ['InlinedHelper', 'function f() { return g(1); } function* g(a) { yield a; }'],
    ['InlinedHelper', 'const b = 1; function f(b) { return g(b); } function g(a) { return a + b; }'],
    ['InlinedHelper', 'class A { f() { return this.g(); } g() { return 1; } }'],
    [
      'InlinedHelper',
      'class A { f() { return [1].map(function () { return this.g(); }); } private g() { return 1; } }',
    ],
    ['AliasedCall', 'function f() { return g(); } function g() {}'],
    ['AliasedCall', 'function f(g) { return g(); } export function g() {}'],
    ['ExtractedConstant', 'const f = () => 1 + a;'],
    ['ExtractedConstant', 'function f() { return import.meta.glob("./*"); }'],
    ['ExtractedConstant', 'function f() { vi.mock("./a"); }'],
    ['ReorderedDeclarations', 'function f() { const a = 1; const b = [a]; return b; }'],
    ['ReorderedDeclarations', 'function f(c) { const a = c.d; const b = 2; return a + b; }'],
    ['ReorderedDeclarations', 'function f() { const a = () => b; const b = 2; return a; }'],
  ])('leave alone what may not mean the same: %s on %s', (name, source) => {
    expect(rewritten(name, source)).toEqual([]);
  });

  it('leave a function alone that looks at its own text', () => {
    for (const body of ['return eval("a")', 'return new Error().stack', 'return html`a`', 'debugger']) {
      expect(mutationsOf(neutralRewrite, `function f(a) { if (a) go(1); else stop(2); ${body}; }`)).toEqual(
        [],
      );
    }
    expect(
      mutationsOf(
        neutralRewrite,
        'class A extends B { constructor(a) { super(); if (a) go(); else stop(); } }',
      ),
    ).toEqual([]);
  });

  it('are all made at once in an outermost function, with the functions in it', () => {
    const source = 'function f(a) { if (a) return 1; return [2].map((b) => b > 1 ? 3 : 4); }';
    const [mutation, ...more] = mutationsOf(neutralRewrite, source);
    expect(more).toEqual([]);
    expect(dense(mutated(source, mutation!))).toBe(
      dense(`function f(a) {
        const value1 = 1;
        const value2 = 1;
        if (a) return value1; else { return [2].map((b) => !(b > value2) ? (4) : (3)); }
      }`),
    );
  });
});

/** The functions of a file that can be written anew, where none is inside another. */
function unitsOf(source: string, file: string): Visit<FunctionNode>[] {
  return [...visit(parse(source, file), source)].filter(
    (each): each is Visit<FunctionNode> => isFunction(each.node) && !enclosingFunction(each),
  );
}

describe('what is written anew', () => {
  const files = globSync(['src/**/*.ts', 'mutators/**/*.ts', 'reports/**/*.ts', 'bench/*.ts']);

  it('is the same program where nothing is rewritten', () => {
    const bare = (text: string) =>
      text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, '').replace(/[\s;]+/g, '');
    let count = 0;
    for (const file of files) {
      const source = readFileSync(file, 'utf8');
      for (const unit of unitsOf(source, file)) {
        const { body } = unit.node;
        if (
          !types.isBlockStatement(body) ||
          !isRewritable(unit) ||
          /^\s*(type|interface) /m.test(source.slice(body.start!, body.end!))
        )
          continue;
        count++;
        expect(bare(rewrite(unit, () => false).code), file).toBe(
          bare(source.slice(body.start! + 1, body.end! - 1)),
        );
      }
    }
    expect(count).toBeGreaterThan(500);
  });

  it('parses, beside the original too', () => {
    for (const file of files) {
      const source = readFileSync(file, 'utf8');
      const lastFirst = mutationsOf(neutralRewrite, source, file).reverse();
      const rewrittenFile = lastFirst.reduce((text, mutation) => mutated(text, mutation), source);
      const both = lastFirst.reduce((text, mutation) => placed(text, mutation), source);
      expect(() => parse(rewrittenFile, file), file).not.toThrow();
      expect(() => parse(both, file), file).not.toThrow();
    }
  });

  it.each([
    [
      'conditions',
      '(a, b) { if (a > b) { return "more"; } else if (a === b) return "same"; else return a < 0 ? "none" : "less"; }',
      [
        [1, 2],
        [2, 1],
        [1, 1],
        [-1, 0],
      ],
    ],
    [
      'early returns',
      '(a) { if (a === 0) return "zero"; const half = a / 2; if (half > 10) { return "big"; } let text = ""; for (const part of [half, a]) { if (part < 0) continue; text += `${part};`; } return text; }',
      [[0], [3], [50], [-2]],
    ],
    [
      'closures in loops',
      '(n) { const all = []; for (const i of Object.keys({ a: 1, b: 2, c: n })) { all.push(() => i + n); } return all.map((each) => each()); }',
      [[1], [2]],
    ],
    [
      'growing lists',
      '(n) { const seen = []; for (const each of [...Array(n).keys()]) { if (seen.length > 2) break; seen.push(each * 2); } return seen; }',
      [[1], [5]],
    ],
    [
      'what is thrown',
      '(a) { if (typeof a !== "string") throw new TypeError("no " + a); else { return a.repeat(2); } }',
      [['x'], [1]],
    ],
    [
      'texts',
      '(a, b) { const c = { d: b }; return `${a}-${c.d}`; }',
      [
        ['x', 1],
        [null, undefined],
        [[1, 2], { toString: () => 'o' }],
      ],
    ],
    [
      'generators',
      '(n) { return [...(function* () { for (const i of [1, 2, n]) { if (i > 2) return yield i; yield -i; } })()]; }',
      [[1], [3]],
    ],
    [
      'labels',
      '(n) { let sum = 0; outer: for (const a of [1, 2, 3]) { for (const b of [1, 2, 3]) { if (b === n) continue outer; if (a === n) break outer; sum += a * b; } } return sum; }',
      [[1], [2], [3], [9]],
    ],
    [
      'patterns and names',
      '({ a, b: { c = 3 } = {} }, ...rest) { const { length } = rest; const d = { a, c, length }; return d.a ? { ...d, rest } : { length, name: (() => {}).name }; }',
      [[{ a: 1 }, 2], [{}, 2, 3], [{ a: 0, b: { c: 1 } }]],
    ],
  ])('does what it did: %s', (_, text, inputs) => {
    const source = `function f${text}`;
    const [mutation] = mutationsOf(neutralRewrite, source, 'source.js');
    const original = call(source);
    const others = [call(mutated(source, mutation!)), call(placed(source, mutation!, 'true'))];
    for (const input of inputs as unknown[][]) {
      for (const other of others) expect(outcome(other, input)).toEqual(outcome(original, input));
    }
  });
});

function call(source: string): (...args: unknown[]) => unknown {
  return new Function(`${source}; return f;`)() as (...args: unknown[]) => unknown;
}

function outcome(fn: (...args: unknown[]) => unknown, input: unknown[]): unknown {
  try {
    return { value: fn(...structuredCloneable(input)) };
  } catch (error) {
    return { error: String(error) };
  }
}

function structuredCloneable(input: unknown[]): unknown[] {
  return input.map((each) => (Array.isArray(each) ? [...each] : each));
}

describe('private members', () => {
  const renamed = (source: string) => {
    const found = [...visit(parse(source, 'source.ts'), source)].flatMap(
      (each) => renamedPrivates(each) ?? [],
    );
    return found.map(({ replacement }) => replacement);
  };

  it('get other names wherever they are used', () => {
    expect(
      renamed(
        'class A { private a = 1; private get b() { return this.a; } c(a: number) { return this.b + a; } }',
      ),
    ).toEqual([
      'class A { private aRenamed = 1; private get bRenamed() { return this.aRenamed; } c(a: number) { return this.bRenamed + a; } }',
    ]);
    expect(renamed('class A { private go() {} run() { return [1].map(() => this.go?.()); } }')).toEqual([
      'class A { private goRenamed() {} run() { return [1].map(() => this.goRenamed?.()); } }',
    ]);
  });

  it('that are parameters of the constructor get them there too', () => {
    expect(
      renamed('class A { constructor(private a = 1, b = 2) { go(a, b, { a: 1 }, c.a); this.a = a; } }'),
    ).toEqual([]);
    expect(
      renamed('class A { constructor(private readonly a: X, b = 2) { go(a, b); this.a.run(); } }'),
    ).toEqual([
      'class A { constructor(private readonly aRenamed: X, b = 2) { go(aRenamed, b); this.aRenamed.run(); } }',
    ]);
  });

  it.each([
    ['is asked for by text', "class A { private a = 1; b() { return 'a' in this; } }"],
    ['belongs to something else too', 'class A { private a = 1; b(c: { a: number }) { return c.a; } }'],
    ['is not private', 'class A { a = 1; protected b = 2; #c = 3; }'],
    ['belongs to the class', 'class A { private static a = 1; }'],
  ])('keep a name that %s', (_, source) => {
    expect(renamed(source)).toEqual([]);
  });

  it.each([
    ['hands itself over', 'class A { private a = 1; b() { return go(this); } }'],
    ['is taken apart', 'class A { private a = 1; b() { const { a } = this; return a; } }'],
    ['extends another', 'class A extends B { private a = 1; }'],
    ['is decorated', '@model class A { private a = 1; }'],
    ['has a decorated member', 'class A { @field private a = 1; }'],
    ['is made into text', 'class A { private a = 1; } export const text = (a: A) => JSON.stringify(a);'],
    ['has another this', 'class A { private a = 1; b() { return function () { return this.a; }; } }'],
  ])('are left alone where the class %s', (_, source) => {
    expect(renamed(source)).toEqual([]);
  });
});
