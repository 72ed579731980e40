import { describe, expect, test } from 'vitest';
import {
  bodyEntry,
  enclosingFunction,
  type FunctionNode,
  isDerivedConstructor,
  isFunction,
  parse,
  SourceSyntaxError,
  text,
  types,
  type Visit,
  visit,
} from '../../../src/instrument/syntax.ts';

const visits = (source: string, fileName = 'a.ts') => [...visit(parse(source, fileName), source)];
const texts = (source: string, fileName?: string) => visits(source, fileName).map((one) => text(one));

function fn(source: string, position = 0): Visit<FunctionNode> {
  return visits(source).filter(({ node }) => isFunction(node))[position] as Visit<FunctionNode>;
}

describe('parse', () => {
  test.each([
    ['a.ts', 'const a = <number>b; enum E {}'],
    ['a.mts', '@d class A { constructor(@p() private x = 1) {} accessor y = 2 }'],
    ['a.ts', 'export @d class A { constructor(@p() private x = 1) {} @e() f(@q y: A) {} }'],
    ['a.tsx', 'export default @d("a") class A { @e f = <b /> }'],
    ['a.cts', 'import a = require("a"); export = a'],
    ['a.tsx', 'const a = <b>{c as d}</b>'],
    ['a.jsx', 'const a = <b {...c} />'],
    ['a.js', '@d class A { static { using x = y } }'],
    ['a.mjs', 'await 1; import.meta.url'],
    ['a.cjs', 'with (a) { b } return 1'],
  ])('reads %s: %s', (fileName, source) => {
    expect(parse(source, fileName).type).toBe('File');
  });

  test('takes nothing else that is wrong where decorators stand behind export', () => {
    expect(() => parse('export @d class A { constructor(@p x) {} }\nconst a = 1, a = 2;', 'a.ts')).toThrow(
      SourceSyntaxError,
    );
    expect(() => parse('export @d class A {}\nconst = 2;', 'a.ts')).toThrow(SourceSyntaxError);
  });

  test('names the file, the line and what is wrong', () => {
    const read = () => parse('const a = 1;\nconst = 2;', 'src/a.ts');
    expect(read).toThrow(SourceSyntaxError);
    expect(read).toThrow(/^src\/a\.ts:2:7: Unexpected token$/);
  });
});

describe('visit', () => {
  test('goes from the outside in and in source order', () => {
    expect(texts('f(a, b.c)').slice(1)).toEqual(['f(a, b.c)', 'f(a, b.c)', 'f', 'a', 'b.c', 'b', 'c']);
  });

  test.each([
    'type A = "no"; interface B { c: "no" }',
    'declare const a: "no"; declare class B { c: "no" } declare function d(e?: "no"): void',
    'enum A { b = "no" } declare module "no" { }',
    'abstract class A { abstract b(c: "no"): void; declare d: "no"; f(g: "no"): void; f() {} }',
    'import a from "no"; export * from "no"; export { b } from "no"; import c = require("no")',
    '"no"; function f() { "no" }',
    '@no("no") class A { @no("no") b = 1 }',
    'const a = b<"no">(); class C extends D<"no"> implements E<"no"> {}',
  ])('leaves out what is not run as it stands there: %s', (source) => {
    expect(
      texts(source)
        .slice(1)
        .filter((one) => /^"no"$/.test(one)),
    ).toEqual([]);
  });

  test('goes into what stands beside types', () => {
    const all = texts(
      '(yes1 as A)!; <B>yes2; yes3 satisfies C; yes4<D>; namespace N { [yes5] } class E { constructor(private f = yes6) {} }',
    );
    expect(all.filter((one) => /^yes\d$/.test(one))).toEqual([
      'yes1',
      'yes2',
      'yes3',
      'yes4',
      'yes5',
      'yes6',
    ]);
  });

  test('knows the field and the position of each node', () => {
    const [, argument] = visits('f(1, 2)').filter(({ node }) => types.isNumericLiteral(node));
    expect(argument).toMatchObject({
      key: 'arguments',
      index: 1,
      parent: { node: { type: 'CallExpression' } },
    });
  });
});

describe('functions', () => {
  test('begin behind the brace and the directives', () => {
    const source = 'function f() { "use strict"; "b"\n return 1 }';
    expect(source.slice(bodyEntry(fn(source).node))).toBe('\n return 1 }');
    expect(bodyEntry(fn('() => 1').node)).toBeUndefined();
  });

  test('are found around a node', () => {
    const source = 'function outer() { return () => inner }';
    const inner = visits(source).find((one) => text(one) === 'inner') as Visit;
    expect(text(enclosingFunction(inner) as Visit)).toBe('() => inner');
    expect(text(enclosingFunction(fn(source, 1)) as Visit)).toBe(source);
    expect(enclosingFunction(fn(source))).toBeUndefined();
  });

  test('are constructors that must call super if their class extends another', () => {
    expect(isDerivedConstructor(fn('class A extends B { constructor() { super() } }'))).toBe(true);
    expect(isDerivedConstructor(fn('class A { constructor() {} }'))).toBe(false);
    expect(isDerivedConstructor(fn('class A extends B { c() {} }'))).toBe(false);
  });
});
