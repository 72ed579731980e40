import { beforeEach, describe, expect, test, vi } from 'vitest';
import { format, type Price, sum } from '../src/money.ts';

test('[no-assertion] placeholder', () => {
  expect(true).toBe(true);
});
test('[no-assertion] nothing at all', () => {
  const price = { cents: 100, currency: 'EUR' };
  price.cents += 1;
});
test('[hollow] a copy of the code in the test', () => {
  const total = (prices: { cents: number }[]) => prices.reduce((cents, price) => cents + price.cents, 0);
  expect(total([{ cents: 100 }, { cents: 200 }])).toBe(300);
});

const rounded = (cents: number) => Math.round(cents / 10) * 10;
test('[hollow] a copy of the code in the file', () => {
  expect(rounded(104)).toBe(100);
});
test('[hollow] a calculation in the test', () => {
  const price = '1.20 EUR';
  const [whole, rest] = price.slice(0, 4).split('.');
  expect(Number(whole) * 100 + Number(rest)).toBe(120);
});
test('[hollow] a variable of the environment that it sets', () => {
  process.env['CURRENCY'] = 'EUR';
  expect(process.env['CURRENCY']).toBe('EUR');
});
test('[mock-echo] a request that it answers itself', async () => {
  vi.stubGlobal('fetch', vi.fn(async () => ({ cents: 100 })));
  expect(await (fetch('/price') as Promise<unknown>)).toEqual({ cents: 100 });
  vi.unstubAllGlobals();
});
describe('a price', () => {
  let price: { cents: number };
  beforeEach(() => {
    price = { cents: 100 };
  });
  test('[hollow] has cents', () => {
    expect(price.cents).toBe(100);
  });
});
test('[hollow] a value of a type of the project', () => {
  const price: Price = { cents: 100, currency: 'EUR' };
  expect(price.cents).toBe(100);
});

describe('honest ones', () => {
  let total = 0;
  const list: number[] = [];
  beforeEach(() => {
    total = sum([{ cents: 100, currency: 'EUR' }]);
    list.push(total);
  });
  test('[ok] what a hook has made', () => {
    expect(total).toBe(100);
    expect(list[0]).toBe(100);
  });
  const shown = (cents: number) => format({ cents, currency: 'EUR' });
  test('[ok] by a helper of its file', () => {
    expect(shown(120)).toBe('1.20 EUR');
  });
});

const made = format({ cents: 305, currency: 'USD' });
test('[ok] what the file has made as it loaded', () => {
  expect(made).toBe('3.05 USD');
});
const table = [{ run: sum, expected: 0 }];
describe.each(table)('a table of functions', ({ run, expected }) => {
  test('[ok] gives what it says', () => {
    expect(run([])).toBe(expected);
  });
});
