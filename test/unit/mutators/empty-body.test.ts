import { describe, expect, it } from 'vitest';
import { emptyBody } from '../../../mutators/empty-body.ts';
import { expectMutants, expectMutantsIn, mutationsOf } from '../../helpers/expect-mutants.ts';

describe('EmptyBody', () => {
  it('deletes the body of a function declaration', () => {
    expectMutants(
      emptyBody,
      'function f(a: number): number { return a; }',
      'function f(a: number): number {}',
    );
  });

  it('deletes the body of a function expression among arguments and of a default export', () => {
    expectMutants(emptyBody, 'on(function () { go(); });', 'on(function () {});');
    expectMutants(emptyBody, 'export default function () { go(); }', 'export default function () {}');
    expectMutants(emptyBody, 'export default () => go();', 'export default () => {};');
  });

  it('makes a block of an expression body, with the parentheses around it', () => {
    expectMutants(emptyBody, 'const f = (a) => a + 1;', 'const f = (a) => {};');
    expectMutants(emptyBody, 'const f = () => ({ a: 1 });', 'const f = () => {};');
    expectMutants(emptyBody, 'const f = () => ((a, b));', 'const f = () => {};');
    expectMutants(emptyBody, 'f(() => ( a ) , 1);', 'f(() => {} , 1);');
  });

  it('runs `undefined` in the place of an expression body', () => {
    const [mutation] = mutationsOf(emptyBody, 'const f = () => (a);');
    expect(mutation?.placement).toEqual({
      kind: 'expression',
      at: { start: 17, end: 18 },
      code: 'undefined',
    });
  });

  it('leaves an async function async and a generator a generator', () => {
    expectMutants(emptyBody, 'async function f() { await go(); }', 'async function f() {}');
    expectMutants(emptyBody, 'const f = async () => await go();', 'const f = async () => {};');
    expectMutants(emptyBody, 'function* f() { yield 1; }', 'function* f() {}');
    expectMutants(emptyBody, 'async function* f() { yield 1; }', 'async function* f() {}');
  });

  it('deletes the bodies of methods, private methods, getters and setters', () => {
    expectMutants(
      emptyBody,
      'class A { f() { go(); } static #g() { go(); } get a() { return 1; } set a(v) { this.b = v; } }',
      'class A { f() {} static #g() { go(); } get a() { return 1; } set a(v) { this.b = v; } }',
      'class A { f() { go(); } static #g() {} get a() { return 1; } set a(v) { this.b = v; } }',
      'class A { f() { go(); } static #g() { go(); } get a() {} set a(v) { this.b = v; } }',
      'class A { f() { go(); } static #g() { go(); } get a() { return 1; } set a(v) {} }',
    );
    expectMutants(
      emptyBody,
      'const o = { f() { go(); }, get a() { return 1; } };',
      'const o = { f() {}, get a() { return 1; } };',
      'const o = { f() { go(); }, get a() {} };',
    );
  });

  it('keeps the decorators of a method', () => {
    expectMutants(emptyBody, 'class A { @log f(@id a) { go(); } }', 'class A { @log f(@id a) {} }');
  });

  it('deletes the body of a constructor that needs no `super`', () => {
    expectMutants(
      emptyBody,
      'class A { constructor(private a = 1) { go(); } }',
      'class A { constructor(private a = 1) {} }',
    );
  });

  it('deletes what follows `super(…)` in a derived constructor', () => {
    expectMutants(
      emptyBody,
      'class A extends B { constructor(private a) { check(a); super(a); this.b = 1; go(); } }',
      'class A extends B { constructor(private a) { check(a); super(a); } }',
    );
    expectMutants(
      emptyBody,
      'class A extends B {\n  constructor() {\n    super()\n    go()\n  }\n}',
      'class A extends B {\n  constructor() {\n    super()\n  }\n}',
    );
  });

  it('does what a derived class without a constructor does where `super(…)` is not a statement of its own', () => {
    expectMutants(
      emptyBody,
      'class A extends B { constructor(a) { if (a) super(a); else super(); } }',
      'class A extends B { constructor(a) { super(...arguments); } }',
    );
  });

  it('does not take the `super(…)` of a class inside the constructor for its own', () => {
    expectMutants(
      emptyBody,
      'class A extends B { constructor() { return class extends C { constructor() { super(); go(); } }; } }',
      'class A extends B { constructor() {} }',
      'class A extends B { constructor() { return class extends C { constructor() { super(); } }; } }',
    );
  });

  it('deletes a body that only throws', () => {
    expectMutants(emptyBody, "function f() { throw new Error('no'); }", 'function f() {}');
  });

  it('enters the function behind its directives, with or without a semicolon', () => {
    const [first] = mutationsOf(emptyBody, "function f() { 'use strict'; go(); }");
    expect(first?.placement).toMatchObject({ at: "function f() { 'use strict';".length });
    expectMutants(emptyBody, "function f() { 'use strict'\ngo(); }", 'function f() {}');
  });

  it('leaves bodies alone that do nothing', () => {
    expectMutants(emptyBody, 'function f() {}');
    expectMutants(emptyBody, 'function f() { return; }');
    expectMutants(emptyBody, 'function f() { return undefined; }');
    expectMutants(emptyBody, 'const f = () => {}; const g = () => undefined; const h = () => void 0;');
    expectMutants(emptyBody, 'class A extends B { constructor(a) { super(a); } }');
  });

  it('knows an effect behind `void`', () => {
    expectMutants(emptyBody, 'const f = () => void go();', 'const f = () => {};');
  });

  it('leaves alone what has no body or is only a type', () => {
    expectMutants(emptyBody, 'declare function f(): void; declare class A { f(): void; }');
    expectMutants(emptyBody, 'abstract class A { abstract f(): void; abstract get a(): string; }');
    expectMutants(emptyBody, 'interface A { f(): void } type F = () => void;');
    expectMutants(
      emptyBody,
      'function f(a: string): void; function f(a: number): void; function f(a: any) {}',
    );
  });

  it('leaves a static block alone, which cannot be left early', () => {
    expectMutants(emptyBody, 'class A { static { go(); } }');
  });

  it('mutates only the implementation of an overloaded function', () => {
    expectMutants(
      emptyBody,
      'function f(a: string): string; function f(a: any) { return a; }',
      'function f(a: string): string; function f(a: any) {}',
    );
  });

  it('mutates inside `as`, JSX and other files than TypeScript', () => {
    expectMutants(emptyBody, 'const f = (() => go()) as F;', 'const f = (() => {}) as F;');
    expectMutantsIn(
      'a.tsx',
      emptyBody,
      'const f = () => <a b={() => go()} />;',
      'const f = () => {};',
      'const f = () => <a b={() => {}} />;',
    );
    expectMutantsIn(
      'a.cjs',
      emptyBody,
      'module.exports = function () { go(); };',
      'module.exports = function () {};',
    );
  });
});
