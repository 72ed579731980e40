import { describe, expect, it } from 'vitest';
import { typedReturn } from '../../../mutators/typed-return.ts';
import { expectMutants, mutated, mutationsOf } from '../../helpers/expect-mutants.ts';

/** What a function with this head returns under each mutant. */
function returned(head: string, before = ''): string[] {
  const source = `${before}${head} { return go(); }`;
  return valuesIn(source);
}

function valuesIn(source: string): string[] {
  return mutationsOf(typedReturn, source).map(({ replacement }) =>
    replacement.replace(/^\{ return (.*); \}$/s, '$1'),
  );
}

describe('TypedReturn', () => {
  it('returns both booleans, also where a type predicate is one', () => {
    expectMutants(
      typedReturn,
      'function f(): boolean { return go(); }',
      'function f(): boolean { return true; }',
      'function f(): boolean { return false; }',
    );
    expect(returned('function f(a): a is string')).toEqual(['true', 'false']);
  });

  it.each([
    ['number', ['0', '1', '-1']],
    ['bigint', ['0n', '1n', '-1n']],
    ['string', ['""', '"realcov"']],
    ['symbol', ['Symbol("realcov")']],
    ['null | string', ['null', '""', '"realcov"']],
    ['string | undefined', ['""', '"realcov"']],
    ['"a" | "b" | "c" | "d"', ['"a"', '"b"', '"c"']],
    ['1 | -1', ['1', '-1']],
    ['true', ['true']],
    ['`a`', ['`a`']],
    ['string[]', ['[]', '[""]']],
    ['readonly (string | number)[]', ['[]', '[""]']],
    ['ReadonlyArray<number>', ['[]', '[0]']],
    ['[string, number?, ...boolean[]]', ['[""]']],
    ['[a: string, b: Foo]', ['["", {} as Foo]']],
    ['() => number', ['() => 0']],
    ['(a: string) => void', ['() => {}']],
    ['() => { a: string }', ['() => ({ a: "" })']],
    ['{ a: string; b?: number; c(): boolean; "d-e": null }', ['{ a: "", c: () => true, "d-e": null }']],
    ['{ [key: string]: number }', ['{}']],
    ['object', ['{}']],
    ['Record<string, number>', ['{}']],
    ['Partial<Foo>', ['{}']],
    ['Map<string, number>', ['new Map()']],
    ['Set<string>', ['new Set()']],
    ['Date', ['new Date(0)']],
    ['TypeError', ['new TypeError("realcov")']],
    ['URL', ['new URL("http://localhost")']],
    ['Uint8Array', ['new Uint8Array(0)']],
    ['Promise<void>', ['Promise.resolve()']],
    ['Promise<boolean>', ['Promise.resolve(true)', 'Promise.resolve(false)']],
    ['Promise<Foo>', ['Promise.resolve({} as Foo)']],
    ['Iterable<string>', ['[]', '[""]']],
    ['IterableIterator<string>', ['[].values()', '[""].values()']],
    ['Generator<string>', ['(function* () {})()']],
    ['AsyncIterable<string>', ['(async function* () {})()']],
    ['string & { brand: 1 }', ['"" as (string & { brand: 1 })', '"realcov" as (string & { brand: 1 })']],
    ['Foo', ['{} as Foo']],
    ['ns.Foo<string> | undefined', ['{} as ns.Foo<string>']],
  ])('fits a constant to %s', (type, values) => {
    expect(returned(`function f(): ${type}`)).toEqual(values);
  });

  it('looks up types that are declared in the same file', () => {
    expect(returned('function f(): Kind', 'export type Kind = "a" | "b"; ')).toEqual(['"a"', '"b"']);
    expect(
      returned('function f(): P', 'interface P { x: number; next?: P; kind: K } enum K { A, B } '),
    ).toEqual(['{ x: 0, kind: K.A }']);
    expect(returned('function f(): Color', 'enum Color { Red, Blue } ')).toEqual(['Color.Red', 'Color.Blue']);
  });

  it('ends types that contain themselves', () => {
    expect(returned('function f(): List', 'interface List { head: string; tail: List } ')).toEqual([
      '{ head: "", tail: {} as List }',
    ]);
    expect(returned('function f(): A', 'type A = B; type B = A; ')).toEqual(['{} as A']);
  });

  it('claims what it cannot fill in', () => {
    expect(returned('function f(): P', 'interface P extends Q { x: number } ')).toEqual(['{} as P']);
    expect(returned('function f(): Box<string>', 'type Box<T> = { value: T }; ')).toEqual([
      '{} as Box<string>',
    ]);
  });

  it('returns the first argument unchanged where it has the type that is returned', () => {
    expect(returned('function f(a: Foo<string>, b: number): Foo< string >')).toEqual([
      'a',
      '{} as Foo< string >',
    ]);
    expect(returned('async function f(a: string): Promise<string>')).toEqual(['a', '""', '"realcov"']);
    expect(returned('function f(a?: string): string')).toEqual(['""', '"realcov"']);
    expect(returned('function f(this: string, a: string): string')).toEqual(['""', '"realcov"']);
  });

  it('returns the first argument unchanged where both are inferred to have one type', () => {
    const context = { returnType: () => 'Map<string, 1>', parameterType: () => 'Map<string, 1>' };
    const [first] = mutationsOf(typedReturn, 'on((a) => go(a));', 'a.ts', context);
    expect(first?.replacement).toBe('a');
    const other = { ...context, parameterType: () => 'string' };
    const [second] = mutationsOf(typedReturn, 'on((a) => go(a));', 'a.ts', other);
    expect(second?.replacement).toBe('new Map()');
  });

  it('returns `this` from a method that chains, with nothing done before', () => {
    expect(valuesIn('class A { with(a: string): this { this.a = a; return this; } }')).toEqual(['this']);
    expect(valuesIn('class A { with(a) { this.a = a; return this; } }')).toEqual(['this']);
    expect(valuesIn('class A { self() { return this; } }')).toEqual([]);
  });

  it('resolves async functions without a promise of its own', () => {
    expect(returned('async function f(): Promise<number>')).toEqual(['0', '1', '-1']);
  });

  it('yields one value from a generator', () => {
    expectMutants(
      typedReturn,
      'function* f(): Generator<string, void> { go(); }',
      'function* f(): Generator<string, void> { yield ""; return; }',
    );
    expectMutants(
      typedReturn,
      'async function* f() { yield a > b; }',
      'async function* f() { yield true; return; }',
    );
  });

  it('replaces an expression body by the constant', () => {
    expectMutants(
      typedReturn,
      'const f = (a): { b: string } => ({ b: a });',
      'const f = (a): { b: string } => ({ b: "" });',
    );
    expectMutants(
      typedReturn,
      'const f = (a) => a > 1;',
      'const f = (a) => true;',
      'const f = (a) => false;',
    );
  });

  it('takes the type that is written where the function is assigned', () => {
    expect(valuesIn('const f: (a: number) => boolean = (a) => go(a);')).toEqual(['true', 'false']);
    expect(valuesIn('type F = () => string; class A { f: F = () => go(); }')).toEqual(['""', '"realcov"']);
  });

  it.each([
    ['!a', ['true', 'false']],
    ['a instanceof B', ['true', 'false']],
    ['a === 1 || b.includes(2)', ['true', 'false']],
    [`\`$\{a}\``, ['""', '"realcov"']],
    ["a + 'b'", ['""', '"realcov"']],
    ['a.trim()', ['""', '"realcov"']],
    ['JSON.stringify(a)', ['""', '"realcov"']],
    ['a * b', ['0', '1', '-1']],
    ['a.length + 1', ['0', '1', '-1']],
    ['Math.max(a, b)', ['0', '1', '-1']],
    ['a + b', []],
    ['a.map(b)', ['[]']],
    ['[a, b]', ['[]']],
    ['{ a, b }', ['{}']],
    ['(b) => b', ['() => {}']],
    ['new Map(a)', ['new Map()']],
    ['new Foo(a)', ['Object.create(Foo.prototype)']],
    ['new FooError(a)', ['new FooError("realcov")']],
    ['a ? null : [a]', ['null', '[]']],
    ['go(a) as string', ['""', '"realcov"']],
    ['Promise.resolve(a > b)', ['Promise.resolve(true)', 'Promise.resolve(false)']],
    ['a', []],
    ['go(a)', []],
  ])('infers from the form of `return %s`', (expression, values) => {
    expect(valuesIn(`function f(b, a) { return ${expression}; }`)).toEqual(values);
  });

  it('infers from the variable that is returned', () => {
    expect(valuesIn('function f() { const out = []; go(out); return out; }')).toEqual(['[]']);
    expect(valuesIn('function f() { let out: string; go(); return out; }')).toEqual(['""', '"realcov"']);
    expect(valuesIn('function f(a, b = 1) { return b; }')).toEqual(['0', '1', '-1']);
    expect(valuesIn('function f(a) { a.push(1); return a; }')).toEqual(['a']);
  });

  it('never yields the constant that the function returns in any case', () => {
    expect(valuesIn('function f(): boolean { go(); return true; }')).toEqual(['false']);
    expect(valuesIn("const f = () => 'realcov';")).toEqual(['""']);
    expect(valuesIn('function f(): number[] { return []; }')).toEqual(['[0]']);
    expect(valuesIn('function f(a: string): string { return a; }')).toEqual(['""', '"realcov"']);
  });

  it('yields the constant that only one of several ways out returns', () => {
    expect(valuesIn('function f(a) { if (a) return true; return false; }')).toEqual(['true', 'false']);
  });

  it('leaves alone what returns nothing', () => {
    expect(returned('function f(): void')).toEqual([]);
    expect(returned('function f(): never')).toEqual([]);
    expect(returned('async function f(): Promise<void>')).toEqual([]);
    expect(returned('function f(a): asserts a is string')).toEqual([]);
    expectMutants(typedReturn, 'function f() { go(); }');
    expectMutants(typedReturn, 'function f(a) { if (a) return; go(); }');
    expectMutants(typedReturn, 'class A { constructor() { return go() > 1; } set a(v) { return !v; } }');
    expectMutants(typedReturn, 'declare function f(): string; abstract class A { abstract f(): string; }');
  });

  it('does not take the returns of a nested function for its own', () => {
    expectMutants(typedReturn, 'function f() { on(function () { return go(); }); }');
  });

  it('uses what TypeScript infers where nothing exact is written', () => {
    const type = '{ id: number; tags: string[] }';
    for (const source of ['function f() { return go(); }', 'function f(): Foo { return go(); }']) {
      const returnType = (body: number) => (body === source.indexOf('{') ? type : undefined);
      const [mutation, ...others] = mutationsOf(typedReturn, source, 'a.ts', { returnType });
      expect(mutation && mutated(source, mutation)).toContain('{ return { id: 0, tags: [] }; }');
      expect(others).toEqual([]);
    }
  });

  it('falls back to the form of what is returned where the inferred type is of no use', () => {
    for (const type of ['any', 'not a type']) {
      const mutations = mutationsOf(typedReturn, 'function f() { return !a; }', 'a.ts', {
        returnType: () => type,
      });
      expect(mutations).toHaveLength(2);
    }
  });
});
