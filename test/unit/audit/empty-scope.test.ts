import { describe, expect, test } from 'vitest';
import { isUnchanged, refuseEmptyScope } from '../../../src/audit/empty-scope.ts';
import type { InstrumentedFile } from '../../../src/model/instrumented.ts';

const since = { function: undefined, mutators: [], excludeMutators: [] as string[] };
const file = (mutants: object[]) => [{ mutants, functions: [] } as unknown as InstrumentedFile];
const skipped = [{ kind: 'file-skipped' as const, file: 'src/a.ts', message: 'it does not parse' }];

describe('nothing to check is', () => {
  test('that no source in scope changed', () => {
    expect(isUnchanged([], [], since, [])).toBe(true);
    expect(isUnchanged([], [], { ...since, function: 'total' }, [])).toBe(true);
  });

  test('that no source changed, whatever is said of the whole', () => {
    expect(isUnchanged([], [], since, [{ kind: 'suite', message: 'a submodule changed' }])).toBe(true);
    expect(isUnchanged([], [], since, skipped)).toBe(false);
  });

  test('that what changed cannot be broken', () => {
    expect(isUnchanged(['src/a.ts'], file([]), since, [])).toBe(true);
    expect(isUnchanged(['src/a.ts'], file([{ ignored: 'a comment says so' }]), since, [])).toBe(true);
  });

  test('not that there are breaks', () => {
    expect(isUnchanged(['src/a.ts'], file([{}]), since, [])).toBe(false);
    expect(isUnchanged(['src/a.ts'], file([{ invalid: 'it has no place' }]), since, [])).toBe(false);
  });

  test('not that another filter leaves nothing of what changed, which may be a mistake', () => {
    expect(isUnchanged(['src/a.ts'], file([]), { ...since, function: 'totl' }, [])).toBe(false);
    expect(isUnchanged(['src/a.ts'], file([]), { ...since, mutators: ['CatchRemoval'] }, [])).toBe(false);
  });

  test('not that no mutator is left for a function that changed', () => {
    const scoped = [{ mutants: [], functions: [{}] } as unknown as InstrumentedFile];
    const without = (name: string) => ({ ...since, excludeMutators: [name] });
    expect(isUnchanged(['src/a.ts'], scoped, without('EmptyBody'), [])).toBe(false);
    expect(isUnchanged(['src/a.ts'], scoped, without('StringLiteral'), []), 'it does nothing').toBe(true);
    expect(isUnchanged(['src/a.ts'], file([]), without('EmptyBody'), []), 'there is none').toBe(true);
  });

  test('not that a changed file was left out', () => {
    expect(isUnchanged([], [], since, skipped)).toBe(false);
  });
});

test('mutators that find nothing are named as the reason', () => {
  const options = {
    since: undefined,
    staged: undefined,
    diff: undefined,
    function: undefined,
    mutators: ['CatchRemoval'],
    excludeMutators: [],
  };
  expect(() => refuseEmptyScope([], [], options, [])).toThrow(
    expect.objectContaining({ exitCode: 2, hint: expect.stringContaining('--mutators') }),
  );
});
