import { expect, test } from 'vitest';
import { reachIn } from '../../../src/generate/targets/reach.ts';

const source = `
export class Cart {
  constructor() {}
  add() {}
  get size() { return 1; }
  set size(value) {}
  static of() {}
  static get one() { return 1; }
  later = () => 1;
  #own() {}
  private hidden() {}
  protected kept() {}
  [Symbol.iterator]() {}
}
class Inner { go() {} }
export default class { run() {} }
export const tools = { times: (a) => a, plus() {} } as const;
function helper() {}
export const made = function () {};
`;

test('functions are reached by name, as members, or not: with the reason', () => {
  const found = [...reachIn(source, 'a.ts')].map(([offset, reach]) => [
    source.slice(offset).split('\n')[0]!.trim(),
    'reason' in reach ? reach.reason : [reach.exported, ...Object.values(reach.access)].join(' '),
  ]);
  expect(Object.fromEntries(found)).toEqual({
    'constructor() {}': 'Cart constructor',
    'add() {}': 'Cart method add',
    'get size() { return 1; }': 'Cart getter size',
    'set size(value) {}': 'Cart setter size',
    'static of() {}': 'Cart static of',
    'static get one() { return 1; }': 'it is a static accessor',
    '() => 1;': 'Cart method later',
    '#own() {}': 'it is private',
    'private hidden() {}': 'it is private',
    'protected kept() {}': 'it is private',
    '[Symbol.iterator]() {}': 'its name is computed',
    'go() {} }': 'what it is a member of is not exported',
    'run() {} }': 'default method run',
    '(a) => a, plus() {} } as const;': 'tools static times',
    'plus() {} } as const;': 'tools static plus',
    'function helper() {}': 'it is not exported',
    'function () {};': 'made function',
  });
});
