import { describe, expect, it } from 'vitest';
import { ignoredParameter } from '../../../mutators/ignored-parameter.ts';
import { expectMutants, expectMutantsIn, mutationsOf } from '../../helpers/expect-mutants.ts';

/** What the parameters become in a function that has these and uses `a` like this. */
function assigned(parameters: string, use = 'go(a)'): string[] {
  const source = `function f(${parameters}) { ${use}; }`;
  return mutationsOf(ignoredParameter, source).map(({ replacement }) => replacement.trim());
}

describe('IgnoredParameter', () => {
  it('puts an empty value of the annotated type in the place of each parameter', () => {
    expectMutants(
      ignoredParameter,
      'function f(a: string, b: number) { return a + b; }',
      'function f(a: string, b: number) { a = ""; return a + b; }',
      'function f(a: string, b: number) { b = 0; return a + b; }',
    );
  });

  it.each([
    ['a: boolean', 'a = false;'],
    ['a: string[]', 'a = [];'],
    ['a: { b: string; c?: number }', 'a = { b: "" };'],
    ['a: Foo', 'a = {} as Foo;'],
    ['a: () => number', 'a = () => 0;'],
    ['a: "x" | "y"', 'a = "x" as any;'],
    ['a?: string', 'a = undefined as any;'],
    ['a: string | undefined', 'a = undefined as any;'],
    ['a: string | null', 'a = null as any;'],
    ['a: unknown', 'a = undefined as any;'],
    ['a = 5', 'a = 5;'],
    ['a: Foo = defaults()', 'a = (defaults()) as any;'],
    ['...a: string[]', 'a = [];'],
    ['{ a }: { a: string }', 'a = "";'],
    ['{ b: a = 1 }: Foo = {}', 'a = 1;'],
    ['{ b: a }: { b?: string }', 'a = undefined as any;'],
  ])('makes of `%s`: `%s`', (parameters, assignment) => {
    expect(assigned(parameters)).toEqual([assignment]);
  });

  it.each([
    ['a()', 'a = () => {};'],
    ['for (const b of a) go()', 'a = [];'],
    ['go(...a)', 'a = [];'],
    ['go({ ...a })', 'a = {};'],
    ['go(a.map(b))', 'a = [];'],
    ['go(a.trim())', 'a = "";'],
    ['go(a.b)', 'a = {};'],
    ['go(a * 2)', 'a = 0;'],
    ['go(a)', 'a = undefined;'],
  ])('tells an empty value from the use `%s`', (use, assignment) => {
    expect(assigned('a', use)).toEqual([assignment]);
  });

  it('writes `undefined` so that it fits the type that is not known, in TypeScript', () => {
    expectMutants(ignoredParameter, 'on((a) => go(a));', 'on((a) => (a = undefined, go(a)));');
    expectMutants(
      ignoredParameter,
      'let b: B; on((a) => go(a));',
      'let b: B; on((a) => (a = undefined as any, go(a)));',
    );
  });

  it('takes the type that is written where the function is assigned', () => {
    expectMutants(
      ignoredParameter,
      'const f: (a: number) => void = (a) => { go(a); };',
      'const f: (a: number) => void = (a) => { a = 0; go(a); };',
    );
  });

  it('takes the type that TypeScript infers', () => {
    const source = 'on((a) => { go(a); });';
    const [mutation] = mutationsOf(ignoredParameter, source, 'a.ts', {
      parameterType: (name) => (name === source.indexOf('a') ? 'string[]' : undefined),
    });
    expect(mutation?.replacement).toBe(' a = [];');
  });

  it('assigns before an expression body', () => {
    expectMutants(
      ignoredParameter,
      'const f = (a: string) => ({ a });',
      'const f = (a: string) => (a = "", { a });',
    );
    expectMutants(ignoredParameter, 'const f = (a = 1) => (b, a);', 'const f = (a = 1) => (a = 1, b, a);');
  });

  it('sees reads in nested functions, shorthand properties and JSX', () => {
    expect(assigned('a: string', 'return () => a')).toEqual(['a = "";']);
    expect(assigned('a: string', 'return { a }')).toEqual(['a = "";']);
    expectMutantsIn(
      'a.tsx',
      ignoredParameter,
      'function f(A: F) { return <A />; }',
      'function f(A: F) { A = {} as F; return <A />; }',
    );
  });

  it('leaves a parameter alone that the body does not read', () => {
    expect(assigned('a: string', 'go(b.a)')).toEqual([]);
    expect(assigned('a: string', 'go({ a: 1 })')).toEqual([]);
    expect(assigned('a: string', 'go((a) => b(a))')).toEqual(['(a = undefined as any, b(a))']);
    expect(assigned('a: string', 'a = b')).toEqual([]);
    expect(assigned('a: string, b = a', 'go(b)')).toEqual(['b = a;']);
  });

  it('leaves functions alone that use `arguments`', () => {
    expect(assigned('a: string', 'go(a, arguments)')).toEqual([]);
    expect(assigned('a: string', 'go(a, () => arguments)')).toEqual([]);
    expect(assigned('a: string', 'go(a); function g() { arguments; }')).toEqual(['a = "";']);
  });

  it('leaves alone `this`, patterns within patterns and functions without a body', () => {
    expectMutants(ignoredParameter, 'function f(this: string) { go(this); }');
    expectMutants(ignoredParameter, 'function f({ a: { b } }: Foo, [c]: string[]) { go(b, c); }');
    expectMutants(
      ignoredParameter,
      'declare function f(a: string): void; abstract class A { abstract f(a: string): void; }',
    );
    expectMutants(ignoredParameter, 'function f(a: string) {}');
  });

  it('replaces a parameter property too, which is set before the body runs', () => {
    expectMutants(
      ignoredParameter,
      'class A { constructor(private a: string, b: number) { go(b); } }',
      'class A { constructor(private a: string, b: number) { this.a = a = ""; go(b); } }',
      'class A { constructor(private a: string, b: number) { b = 0; go(b); } }',
    );
  });

  it('replaces a parameter before `super(…)` makes a property of it', () => {
    expectMutants(
      ignoredParameter,
      'class A extends B { constructor(readonly a: string) { super(); go(); } }',
      'class A extends B { constructor(readonly a: string) { a = ""; super(); go(); } }',
    );
  });

  it('replaces what a setter is given', () => {
    expectMutants(
      ignoredParameter,
      'class A { set b(a: number) { this.c = a; } }',
      'class A { set b(a: number) { a = 0; this.c = a; } }',
    );
  });

  it('stands behind directives, with or without a semicolon', () => {
    expectMutants(
      ignoredParameter,
      "function f(a = 1) { 'use client'; go(a); }",
      "function f(a = 1) { 'use client'; a = 1; go(a); }",
    );
    expectMutants(
      ignoredParameter,
      "function f(a = 1) { 'use client'\n  go(a); }",
      "function f(a = 1) { 'use client'\n  a = 1; go(a); }",
    );
  });
});
