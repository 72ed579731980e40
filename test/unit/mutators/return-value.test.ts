import { describe, it } from 'vitest';
import { returnValue } from '../../../mutators/return-value.ts';
import { expectMutants } from '../../helpers/expect-mutants.ts';

describe('ReturnValue', () => {
  it('leaves by one of several ways with nothing', () => {
    expectMutants(
      returnValue,
      'function f(a) { if (a) return 1; return 2; }',
      'function f(a) { if (a) return; return 2; }',
      'function f(a) { if (a) return 1; return; }',
    );
    expectMutants(
      returnValue,
      'const f = (a) => { if (a) return; return 2; };',
      'const f = (a) => { if (a) return; return; };',
    );
  });

  it('leaves the only way out to EmptyBody', () => {
    expectMutants(returnValue, 'function f() { go(); return 1; }');
    expectMutants(returnValue, 'function f() { return () => { return 1; }; }');
  });

  it('leaves alone what returns nothing, and constructors', () => {
    expectMutants(returnValue, 'function f(a) { if (a) return undefined; if (b) return void 0; return; }');
    expectMutants(returnValue, 'class A { constructor() { if (a) return b; return c; } }');
  });
});
