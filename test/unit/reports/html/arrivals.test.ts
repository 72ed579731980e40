import { describe, expect, test } from 'vitest';
import { Arrivals } from '../../../../reports/html/app/model/arrivals.ts';
import type { AuditedMutant, MutantStatus } from '../../../../src/model/audit.ts';
import type { ArrivedVerdict } from '../../../../src/model/live.ts';

const before = new Map(
  Object.entries({ a: 'killed', b: 'survived', c: 'timeout', d: 'no-coverage', e: 'unproven' }).map(
    ([id, status]) => [id, { id, status } as AuditedMutant],
  ),
);

function verdict(id: string, status: MutantStatus): ArrivedVerdict {
  return { id, status, file: 'a.ts', line: 1, what: [id] };
}

describe('the verdicts that arrived', () => {
  test('are counted once each, as they were told last', () => {
    const first = new Arrivals('now', before).with([
      verdict('a', 'killed'),
      verdict('b', 'survived'),
      verdict('c', 'timeout'),
      verdict('d', 'no-coverage'),
      verdict('e', 'accepted'),
      verdict('f', 'unproven'),
    ]);
    expect(first.size).toBe(6);
    expect(first.counts()).toEqual({ noticed: 2, unnoticed: 1, unreached: 1, accepted: 1 });
    const then = first.with([verdict('a', 'survived'), verdict('b', 'killed')]);
    expect(then.size).toBe(6);
    expect(then.counts()).toEqual({ noticed: 2, unnoticed: 1, unreached: 1, accepted: 1 });
    expect(then.audit).toBe('now');
  });

  test('are listed where no test notices: those that a test noticed before first, then the newest', () => {
    const arrivals = new Arrivals('now', before)
      .with([verdict('b', 'survived'), verdict('a', 'survived'), verdict('x', 'no-coverage')])
      .with([verdict('e', 'survived'), verdict('c', 'no-coverage'), verdict('d', 'killed')]);
    expect(arrivals.unnoticed().map(({ verdict: { id }, before: then }) => [id, then])).toEqual([
      ['c', 'noticed'],
      ['a', 'noticed'],
      ['e', 'other'],
      ['x', 'new'],
      ['b', 'unnoticed'],
    ]);
  });

  test('are won where a test notices what none did', () => {
    const arrivals = new Arrivals('now', before).with(
      ['a', 'b', 'd', 'e', 'x'].map((id) => verdict(id, 'killed')),
    );
    expect(arrivals.won()).toBe(2);
    expect(arrivals.with([verdict('b', 'survived')]).won()).toBe(1);
  });
});
