import { describe, expect, test } from 'vitest';
import { calledUnseen } from '../../../src/generate/allowed/returned.ts';

const imports = ['get', 'debounce', 'Cart', 'load', 'settings'];
const calledIn = (body: string) =>
  calledUnseen({ text: `test('a', async () => {\n${body}\n});`, suite: 'get', imports, file: 'a.test.ts' });

describe('what a test calls that the project gave it is told', () => {
  test.each([
    ["get(() => 1, 'a')('code')()", 'get(…)'],
    ["const make = get(() => 1, ['a', 'b'].join('')) as any;\nmake('code')();", 'get(…)'],
    ["let make: any;\nmake = get(load, 'a');\nexpect(() => make('code')).toThrow();", 'get(…)'],
    ["const { a: [make] } = get({}, 'a');\nmake('code');", 'get(…)'],
    ["new (get(load, 'a'))('code')", 'get(…)'],
    ["get(load, 'a').call(null, 'code')", 'get(…)'],
    ["get(load, 'a')[0]('code')", 'get(…)'],
    ["(await load(1))('code')", 'load(…)'],
    ["load(1).then((make) => make('code'))", 'load(…)'],
    ["['code'].map(get(load, 'a'))", 'get(…)'],
    ["[get(load, 'a')].forEach((make) => make('code'))", 'get(…)'],
    ["setTimeout(get(load, 'a'), 0)", 'get(…)'],
    ["const make = () => get(load, 'a');\nmake()('code');", 'get(…)'],
    ["function make() { return get(load, 'a'); }\nmake()('code');", 'get(…)'],
    ["const held = { make: get(load, 'a') };\nheld.make.apply(null, ['code']);", 'get(…)'],
    ["`${{ toString: get(load, 'a') }}`", 'get(…)'],
    ["new Cart().finder()('code')", 'Cart(…)'],
    ["const cart = new Cart();\ncart.finder('a')('code');", 'Cart(…)'],
    ["load((make) => make('code'))", 'what calls it back'],
    ["load(vi.fn((make) => make('code')))", 'what calls it back'],
  ])('%s', (body, giver) => {
    expect(calledIn(body)).toEqual([giver]);
  });
});

test.each([
  'expect(get({ a: 1 }, "a")).toBe(1);',
  'const cart = new Cart();\ncart.add(1);\nexpect(cart.items.map((each) => each.price)).toEqual([1]);',
  'await expect(load(1)).resolves.toEqual({ then: 1 });',
  'const sizeOf = (each: Cart) => each.size;\nexpect(load(1).map(sizeOf)).toEqual([1]);',
  'const helper = (x: number) => x * 2;\nexpect(get(helper(1))).toBe(helper(2));',
  'await new Promise((resolve) => setTimeout(resolve, 10));\nexpect(settings.read()).toBe(1);',
  '[1, 2].forEach((each) => expect(get(each)).toBe(each));',
  'const tell = vi.fn();\ndebounce(tell, 10);\nexpect(tell).toHaveBeenCalledTimes(1);',
])('nothing is told of %s', (body) => {
  expect(calledIn(body)).toEqual([]);
});
