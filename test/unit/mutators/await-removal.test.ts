import { describe, it } from 'vitest';
import { awaitRemoval } from '../../../mutators/await-removal.ts';
import { expectMutants } from '../../helpers/expect-mutants.ts';

describe('AwaitRemoval', () => {
  it('goes on without waiting', () => {
    expectMutants(awaitRemoval, 'const a = await go();', 'const a = go();');
    expectMutants(
      awaitRemoval,
      'async function f() { await go(); stop(); }',
      'async function f() { go(); stop(); }',
    );
    expectMutants(awaitRemoval, 'const a = (await go()).b;', 'const a = (go()).b;');
  });

  it('leaves `return await` alone, which waits anyway', () => {
    expectMutants(awaitRemoval, 'async function f() { return await go(); }');
    expectMutants(awaitRemoval, 'const f = async () => await go();');
    expectMutants(
      awaitRemoval,
      'async function f() { try { return () => { return 1; }; } finally { return await go(); } }',
    );
  });

  it('removes `return await` in a `try`, which would catch', () => {
    expectMutants(
      awaitRemoval,
      'async function f() { try { return await go(); } catch {} }',
      'async function f() { try { return go(); } catch {} }',
    );
    expectMutants(awaitRemoval, 'try { f(async () => { return await go(); }); } catch {}');
  });

  it('stays what it is without a semicolon before and with signs around', () => {
    expectMutants(awaitRemoval, 'a()\nawait (b)()', 'a()\n;(b)()');
    expectMutants(awaitRemoval, 'a();\nawait (b)()', 'a();\n(b)()');
    expectMutants(awaitRemoval, 'x = -await -a;', 'x = -(-a);');
    expectMutants(awaitRemoval, 'await {};', '({});');
  });

  it('leaves `for await` alone', () => {
    expectMutants(awaitRemoval, 'for await (const a of b) {}');
  });
});
