import { describe, it } from 'vitest';
import { numberLiteral } from '../../../mutators/number-literal.ts';
import { expectMutants, expectMutantsIn } from '../../helpers/expect-mutants.ts';

describe('NumberLiteral', () => {
  it('goes one up, one down and to nothing', () => {
    expectMutants(numberLiteral, 'a = 5;', 'a = 6;', 'a = 4;', 'a = 0;');
    expectMutants(numberLiteral, 'a = 5n;', 'a = 6n;', 'a = 4n;', 'a = 0n;');
    expectMutants(numberLiteral, 'a = 0xff;', 'a = 256;', 'a = 254;', 'a = 0;');
  });

  it('repeats nothing and writes no minus sign', () => {
    expectMutants(numberLiteral, 'a = 1;', 'a = 2;', 'a = 0;');
    expectMutants(numberLiteral, 'a = 0;', 'a = 1;');
    expectMutants(numberLiteral, 'a = 0.5;', 'a = 1.5;', 'a = 0;');
    expectMutants(numberLiteral, 'a = -1;', 'a = -2;', 'a = -0;');
    expectMutants(numberLiteral, 'a = 1e21;', 'a = 0;');
  });

  it('mutates indices, cases, default values, computed keys and JSX', () => {
    expectMutants(numberLiteral, 'a[0];', 'a[1];');
    expectMutants(numberLiteral, 'switch (a) { case 0: }', 'switch (a) { case 1: }');
    expectMutants(numberLiteral, 'function f(a = 0) {}', 'function f(a = 1) {}');
    expectMutants(numberLiteral, 'a = { [0]: b };', 'a = { [1]: b };');
    expectMutantsIn('a.tsx', numberLiteral, 'a = <b c={0} />;', 'a = <b c={1} />;');
  });

  it('stays an expression where a member follows', () => {
    expectMutants(numberLiteral, 'a = 0..toFixed();', 'a = (1).toFixed();');
    expectMutants(numberLiteral, 'a = (0).toFixed();', 'a = (1).toFixed();');
  });

  it('leaves keys, types, enums and declarations alone', () => {
    expectMutants(numberLiteral, 'a = { 1: b, 2() {} }; class A { 3 = b; 4() {} }');
    expectMutants(numberLiteral, 'let a: 1 | 2; type B = [3]; a as 4; f<5>(); interface C { 6: D }');
    expectMutants(numberLiteral, 'enum A { B = 1 } declare const c = 2; declare enum D { E = 3 }');
    expectMutants(numberLiteral, 'a = void 0;');
  });
});
