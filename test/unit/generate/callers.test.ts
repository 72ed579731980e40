import { expect, test } from 'vitest';
import { callersIn, nearestCallers } from '../../../src/generate/targets/callers.ts';

const source = `
  const wrapped = memo(() => deep());
  function deep() { return 1; }
  function middle(list) { return list.map(deep); }
  export const top = () => middle([]);
  export function other() { return { middle: 1 }.middle; }
  export class Cart {
    #find() { return this.count(); }
    count() { return middle([]); }
    add() { return this.#find(); }
    static of() { return new Cart(); }
    constructor() { Cart.of; }
  }
`;

test('the callers of a function are those that mention it, by name or as a member', () => {
  const callers = Object.fromEntries(
    [...callersIn(source, 'a.ts')].map(([name, all]) => [name, [...all].sort()]),
  );
  expect(callers).toEqual({
    deep: ['middle', 'wrapped'],
    middle: ['Cart.count', 'top'],
    'Cart.count': ['Cart.#find'],
    'Cart.#find': ['Cart.add'],
    'Cart.constructor': ['Cart.of'],
    'Cart.of': ['Cart.constructor'],
  });
});

test('the nearest callers are searched for, through those that are not wanted', () => {
  const callers = callersIn(source, 'a.ts');
  const isWanted = (name: string) => ['top', 'Cart.add', 'Cart.count'].includes(name);
  expect(nearestCallers('deep', callers, isWanted, 4)).toEqual(['top', 'Cart.count']);
  expect(nearestCallers('Cart.#find', callers, isWanted, 4)).toEqual(['Cart.add']);
  expect(nearestCallers('deep', callers, isWanted, 1)).toHaveLength(1);
  expect(nearestCallers('other', callers, isWanted, 4)).toEqual([]);
});
