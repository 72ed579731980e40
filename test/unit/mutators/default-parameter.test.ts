import { describe, it } from 'vitest';
import { defaultParameter } from '../../../mutators/default-parameter.ts';
import { expectMutants } from '../../helpers/expect-mutants.ts';

describe('DefaultParameter', () => {
  it('drops the default of a parameter of any function', () => {
    expectMutants(defaultParameter, 'function f(a: string = b) {}', 'function f(a: string = undefined) {}');
    expectMutants(defaultParameter, 'const f = (a = 1) => a;', 'const f = (a = undefined) => a;');
    expectMutants(
      defaultParameter,
      'class A { constructor(private a = 1) {} }',
      'class A { constructor(private a = undefined) {} }',
    );
  });

  it('drops the defaults in a parameter that is taken apart', () => {
    expectMutants(
      defaultParameter,
      'function f({ a = 1, b: [c = 2] } = {}) {}',
      'function f({ a = undefined, b: [c = 2] } = {}) {}',
      'function f({ a = 1, b: [c = undefined] } = {}) {}',
      'function f({ a = 1, b: [c = 2] } = undefined) {}',
    );
  });

  it('leaves other defaults alone', () => {
    expectMutants(defaultParameter, 'const { a = 1 } = b; [c = 1] = d; function f(e = undefined) {}');
    expectMutants(defaultParameter, 'function f(a) { const { b = 1 } = a; }');
    expectMutants(defaultParameter, 'class A { a = 1; }');
  });
});
