import { describe, expect, it } from 'vitest';
import { catchRemoval } from '../../../mutators/catch-removal.ts';
import { expectMutants, mutationsOf, placed } from '../../helpers/expect-mutants.ts';

describe('CatchRemoval', () => {
  it('lets the error pass', () => {
    expectMutants(
      catchRemoval,
      'try { a(); } catch (e: unknown) { b(e); } finally { c(); }',
      'try { a(); } catch (e: unknown) { throw e; } finally { c(); }',
    );
    expectMutants(catchRemoval, 'try { a(); } catch (e) {}', 'try { a(); } catch (e) { throw e; }');
  });

  it('names the error where the code does not', () => {
    const source = 'try { a(); } catch { b(); }';
    expectMutants(catchRemoval, source, 'try { a(); } catch (realcovError) { throw realcovError; }');
    const [mutation] = mutationsOf(catchRemoval, source);
    expect(mutation && placed(source, mutation, 'x')).toBe(
      'try { a(); } catch (realcovError) {if (x) { throw realcovError; }  b(); }',
    );
  });

  it('leaves alone what throws anyway or takes the error apart', () => {
    expectMutants(catchRemoval, 'try { a(); } catch (e) { throw b(e); }');
    expectMutants(catchRemoval, 'try { a(); } catch ({ message }) { b(message); }');
    expectMutants(catchRemoval, 'try { a(); } finally { b(); }');
    expectMutants(catchRemoval, 'a().catch(() => b());');
  });
});
