import { describe, it } from 'vitest';
import { alwaysThrow } from '../../../mutators/always-throw.ts';
import { expectMutants } from '../../helpers/expect-mutants.ts';

describe('AlwaysThrow', () => {
  it('throws before anything else', () => {
    expectMutants(
      alwaysThrow,
      'async function f() { await go(); }',
      "async function f() { throw new Error('realcov'); await go(); }",
    );
    expectMutants(
      alwaysThrow,
      "function* f() { 'use strict'; yield 1; }",
      "function* f() { 'use strict'; throw new Error('realcov'); yield 1; }",
    );
    expectMutants(alwaysThrow, 'const f = () => ({});', "const f = () => { throw new Error('realcov'); };");
  });

  it('throws before `super(…)`', () => {
    expectMutants(
      alwaysThrow,
      'class A extends B { constructor() { super(); go(); } }',
      "class A extends B { constructor() { throw new Error('realcov'); super(); go(); } }",
    );
  });

  it('also rejects, where a promise is given without `async`', () => {
    expectMutants(
      alwaysThrow,
      'function f(): Promise<number> { return go(); }',
      "function f(): Promise<number> { return Promise.reject(new Error('realcov')); }",
      "function f(): Promise<number> { throw new Error('realcov'); return go(); }",
    );
    expectMutants(
      alwaysThrow,
      'const f = (): Promise<number> => go();',
      "const f = (): Promise<number> => Promise.reject(new Error('realcov'));",
      "const f = (): Promise<number> => { throw new Error('realcov'); };",
    );
  });

  it('leaves functions alone that do nothing', () => {
    expectMutants(
      alwaysThrow,
      'function f() {} const g = () => {}; class A extends B { constructor() { super(); } }',
    );
  });
});
