import { describe, expect, test } from 'vitest';
import { isSame, observe, outcomeOf, self, withoutAsking } from '../../../src/generate/embedded/outcome.ts';
import { fromSource, Recipe } from '../../../src/generate/embedded/source-text.ts';

type Fn = (...args: never[]) => unknown;

async function outcome(fn: Fn, ...given: unknown[]) {
  return outcomeOf(await observe(fn as (...args: unknown[]) => unknown, given), given);
}

const see = (fn: Fn, ...given: unknown[]) => observe(fn as (...args: unknown[]) => unknown, given);

describe('what a call does', () => {
  test('is its value', async () => {
    expect(await outcome((a: number) => [a, a], 1)).toEqual({ kind: 'value', text: '[1, 1]' });
    expect(await outcome(async (a: number) => a, 1)).toEqual({ kind: 'value', text: '1', isAsync: true });
    const items = function* () {
      yield 1;
      yield 2;
    };
    expect(await outcome(items)).toEqual({ kind: 'value', text: '[1, 2]', isIterator: true });
  });

  test('or what it throws, at once or later', async () => {
    const fails = () => {
      throw new RangeError('no');
    };
    expect(await outcome(fails)).toEqual({ kind: 'error', name: 'RangeError', text: "'no'" });
    expect(await outcome(async () => fails())).toMatchObject({ kind: 'error', isAsync: true });
  });

  test('is endless if what it promises does not come', async () => {
    expect(await outcome(() => new Promise(() => {}))).toMatchObject({ kind: 'endless' });
  });

  test('includes what it changes of its arguments, which stay as they were', async () => {
    const list = [2, 1];
    expect(await outcome((each: number[]) => void each.sort(), list)).toEqual({
      kind: 'value',
      text: 'undefined',
      changed: { 0: '[1, 2]' },
    });
    expect(list).toEqual([2, 1]);
  });

  test('cannot be written down if it is a function or an instance', async () => {
    expect(await outcome(() => () => 1)).toMatchObject({ kind: 'unwritable' });
    expect(await outcome(() => new WeakSet())).toMatchObject({ kind: 'unwritable' });
  });

  test('is the fields of an instance, and `this` for the one it was called on', async () => {
    class Point {
      x = 1;
    }
    expect(await outcome(() => new Point())).toEqual({ kind: 'value', text: '{ x: 1 }', isPart: true });
    expect(await outcome(() => self)).toEqual({ kind: 'value', text: 'this' });
    expect(await outcome(() => new URL('x:y'))).toEqual({ kind: 'value', text: "new URL('x:y')" });
  });

  test('says nothing of an instance among the arguments, which is made anew for each call', async () => {
    class Box {
      items: number[] = [];
    }
    const box = new Recipe(
      [],
      () => new Box(),
      () => 'new Box()',
    );
    const fill = (each: Box) => each.items.push(1);
    expect(await outcome(fill as Fn, box)).toEqual({ kind: 'value', text: '1' });
    expect(await outcome(fill as Fn, box)).toEqual({ kind: 'value', text: '1' });
  });

  test('includes what an instance says of itself, where that is asked', async () => {
    const seen = await observe(
      () => undefined,
      [],
      () => ({ size: '1' }),
    );
    expect(outcomeOf(seen, [])).toEqual({ kind: 'value', text: 'undefined' });
    const size = { name: 'size', isMethod: false };
    expect(outcomeOf(seen, [], { state: size }).state).toEqual({ ...size, text: '1' });
  });

  test('includes the calls of functions among the arguments, where those tell', async () => {
    const given = [fromSource('(value) => value'), { tell: fromSource('() => 1') }];
    const fn = (tell: (n: number) => void, { tell: other }: { tell(text: string): void }) => {
      tell(1);
      other('a');
    };
    const seen = await see(fn as Fn, ...given);
    expect(outcomeOf(seen, given)).toEqual({ kind: 'value', text: 'undefined' });
    expect(outcomeOf(seen, given, { calls: true }).calls).toEqual({ '0': '[[1]]', '1.tell': "[['a']]" });
    const other = await see(() => {}, ...given);
    expect([isSame(seen, other), isSame(withoutAsking(seen), withoutAsking(other))]).toEqual([false, true]);
  });
});

test('two calls are the same if value, error, arguments and calls are', async () => {
  const one = await see((a: number[]) => a.length, [1]);
  expect(isSame(one, await see(() => 1, [1]))).toBe(true);
  expect(isSame(one, await see(() => 2, [1]))).toBe(false);
  expect(isSame(one, await see(async () => 1, [1]))).toBe(false);
  expect(isSame(one, await see((a: number[]) => a.push(2) - 1, [1]))).toBe(false);
  const fails = (message: string) => () => {
    throw new Error(message);
  };
  expect(isSame(await see(fails('a')), await see(fails('b')))).toBe(false);
});
