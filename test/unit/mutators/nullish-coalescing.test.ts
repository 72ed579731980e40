import { describe, it } from 'vitest';
import { nullishCoalescing } from '../../../mutators/nullish-coalescing.ts';
import { expectMutants } from '../../helpers/expect-mutants.ts';

describe('NullishCoalescing', () => {
  it('takes one side always', () => {
    expectMutants(nullishCoalescing, 'x = a ?? b;', 'x = a;', 'x = b;');
    expectMutants(nullishCoalescing, 'x = (a || b) ?? c;', 'x = (a || b);', 'x = c;');
    expectMutants(nullishCoalescing, 'x = (a?.b ?? c).d;', 'x = (a?.b).d;', 'x = (c).d;');
  });

  it('takes each of a chain apart', () => {
    expectMutants(
      nullishCoalescing,
      'x = a ?? b ?? c;',
      'x = a ?? b;',
      'x = c;',
      'x = a ?? c;',
      'x = b ?? c;',
    );
  });

  it('overwrites instead of filling in', () => {
    expectMutants(nullishCoalescing, 'a.b ??= c;', 'a.b = c;');
    expectMutants(
      nullishCoalescing,
      'const f = () => (cache ??= load());',
      'const f = () => (cache = load());',
    );
  });

  it('keeps an object an object where a block could stand', () => {
    expectMutants(
      nullishCoalescing,
      'const f = () => a ?? {};',
      'const f = () => a;',
      'const f = () => ({});',
    );
    expectMutants(
      nullishCoalescing,
      'const f = () => a ?? {} ? 1 : 2;',
      'const f = () => a ? 1 : 2;',
      'const f = () => ({}) ? 1 : 2;',
    );
    expectMutants(
      nullishCoalescing,
      'export default a ?? function () {};',
      'export default a;',
      'export default (function () {});',
    );
  });

  it('leaves other operators alone', () => {
    expectMutants(nullishCoalescing, 'x = a || b; x = a && b; a ||= b; a &&= b; a = b;');
  });
});
