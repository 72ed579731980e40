import { describe, it } from 'vitest';
import { throwRemoval } from '../../../mutators/throw-removal.ts';
import { expectMutants } from '../../helpers/expect-mutants.ts';

describe('ThrowRemoval', () => {
  it('goes on where the code would throw', () => {
    expectMutants(
      throwRemoval,
      'function f(a) { if (!a) throw new Error(); return a; }',
      'function f(a) { if (!a) ; return a; }',
    );
    expectMutants(
      throwRemoval,
      'function f() { try { go(); } catch (e) { throw e; } }',
      'function f() { try { go(); } catch (e) { ; } }',
    );
  });

  it('leaves to EmptyBody a throw that is all a function does', () => {
    expectMutants(throwRemoval, "function f(a) { throw new Error('no'); }");
    expectMutants(throwRemoval, 'const f = () => { throw a; };');
  });
});
