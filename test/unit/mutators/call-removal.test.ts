import { describe, expect, it } from 'vitest';
import { callRemoval, callRemovalExcept } from '../../../mutators/call-removal.ts';
import { expectMutants, mutationsOf } from '../../helpers/expect-mutants.ts';

describe('CallRemoval', () => {
  it('drops calls, awaited calls and constructions made for their effect', () => {
    expectMutants(callRemoval, 'go(1); a;', '; a;');
    expectMutants(callRemoval, 'a?.b?.(1)', ';');
    expectMutants(callRemoval, 'await this.go();', ';');
    expectMutants(callRemoval, 'void go();', ';');
    expectMutants(callRemoval, 'new Watcher(a);', ';');
    expectMutants(callRemoval, 'go()!;', ';');
  });

  it('leaves an `if` with its `else`', () => {
    expectMutants(callRemoval, 'if (a) go(); else stop();', 'if (a) ; else stop();', 'if (a) go(); else ;');
  });

  it('works in static blocks, constructors and private methods', () => {
    expectMutants(callRemoval, 'class A { static { go(); } }', 'class A { static { ; } }');
    expectMutants(
      callRemoval,
      'class A { #b() { go(); this.c = 1; } }',
      'class A { #b() { ; this.c = 1; } }',
    );
  });

  it('keeps the call of `super`', () => {
    expectMutants(callRemoval, 'class A extends B { constructor() { super(); this.a = 1; } }');
    expectMutants(
      callRemoval,
      'class A extends B { f() { super.f(); this.a = 1; } }',
      'class A extends B { f() { ; this.a = 1; } }',
    );
  });

  it('leaves to EmptyBody a call that is all a function does', () => {
    expectMutants(callRemoval, 'function f() { go(); } const g = () => { go(); };');
    expectMutants(callRemoval, 'function f() { go(); return; }');
    expectMutants(callRemoval, 'class A extends B { constructor() { super(); go(); } }');
    expectMutants(callRemoval, 'function f() { if (a) { go(); } }', 'function f() { if (a) { ; } }');
  });

  it('leaves logging alone', () => {
    expectMutants(
      callRemoval,
      "console.log(1); debug('a'); logger.info(1); this.logger?.warn(2); log.error(3);",
    );
    expectMutants(
      callRemoval,
      'class A { #logger; static { app.log.info(1); this.#logger.info(1); log(1); } }',
    );
    expectMutants(callRemoval, 'catalog.add(1);', ';');
    expectMutants(callRemoval, 'Math.log(1);', ';');
  });

  it('leaves alone what the given patterns name, and only that', () => {
    const removal = callRemovalExcept(['metrics.*', '$.track']);
    expectMutants(removal, 'metrics.count.up(); $.track();');
    expect(mutationsOf(removal, 'console.log(1); metricsOf(); $xtrack();')).toHaveLength(3);
    expect(mutationsOf(callRemovalExcept([]), 'console.log(1); go[0]();')).toHaveLength(2);
  });

  it('leaves alone a call whose value is used', () => {
    expectMutants(callRemoval, 'const a = go(); b = go(); export default go();');
    expectMutants(callRemoval, 'function f() { return go(); }');
  });
});
