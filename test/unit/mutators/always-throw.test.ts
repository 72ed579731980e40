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

  it('leaves functions alone that do nothing', () => {
    expectMutants(
      alwaysThrow,
      'function f() {} const g = () => {}; class A extends B { constructor() { super(); } }',
    );
  });
});
