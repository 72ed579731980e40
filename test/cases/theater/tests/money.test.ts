// A label in brackets says what each test is; realcov does not read it.
import assert, { strictEqual } from 'node:assert';
import { assert as chai, beforeEach, describe, expect, expectTypeOf, it, test } from 'vitest';
import { format, type Price, parse, rateOf, sum } from '../src/money.ts';
import { checkPrice, looksFine } from './helpers.ts';

const prices: Price[] = [
  { cents: 150, currency: 'EUR' },
  { cents: 250, currency: 'EUR' },
];

describe('sums', () => {
  test('[no-assertion] runs over prices', () => {
    sum(prices);
  });

  test('[no-assertion] keeps the result in a variable', () => {
    const total = sum(prices);
    const doubled = total * 2;
    void doubled;
  });

  test('[no-assertion] compares constants', () => {
    sum(prices);
    expect(true).toBe(true);
  });

  test('[no-assertion] compares something with itself', () => {
    const total = sum(prices);
    expect(total).toBe(total);
  });

  test.each([[[]], [prices]])('[no-assertion] takes %j', (list) => {
    sum(list);
  });

  test('[hollow] is no date', () => {
    expect(sum(prices)).not.toBeInstanceOf(Date);
  });

  test('[hollow] says something of the input only', () => {
    sum(prices);
    expect(prices).toHaveLength(2);
  });

  test('[hollow] its helper looks at nothing', () => {
    looksFine({ cents: sum(prices), currency: 'EUR' });
  });

  test('[hollow] is equal to nothing', () => {
    expect(sum(prices)).not.toEqual({ total: -1 });
  });

  test('[ok] adds up', () => {
    expect(sum(prices)).toBe(400);
  });

  test('[ok] adds up with node', () => {
    strictEqual(sum(prices), 400);
  });

  test('[ok] adds up with a plain assert', () => {
    assert(sum(prices) === 400);
  });

  test('[ok] adds up with chai', () => {
    chai.equal(sum(prices), 400);
    expect(sum([])).to.equal(0);
  });

  test('[ok] is a number', () => {
    expect(sum(prices)).toBeTypeOf('number');
    expect(sum(prices)).toBeGreaterThan(399);
  });

  test.each([
    [[], 0],
    [prices, 400],
  ])('[ok] of %j is %i', (list, total) => {
    expect(sum(list)).toBe(total);
  });
});

describe('formats', () => {
  let text: string;
  beforeEach(() => {
    text = format({ cents: 1205, currency: 'EUR' });
  });

  it('[ok] asserts on what a hook made', () => {
    expect(text).toBe('12.05 EUR');
  });

  it('[ok] matches a snapshot in place', () => {
    expect(format({ cents: 5, currency: 'CHF' })).toMatchInlineSnapshot('"0.05 CHF"');
  });

  it('[ok] counts its assertions', () => {
    expect.assertions(1);
    expect(format({ cents: 100, currency: 'EUR' })).toBe('1.00 EUR');
  });

  it('[ok] asserts in a loop', () => {
    for (const cents of [1, 10, 100]) expect(format({ cents, currency: 'EUR' })).toMatch(/^\d\.\d\d EUR$/);
  });

  it('[hollow] may be anything', () => {
    expect([format({ cents: 5, currency: 'CHF' })]).toHaveLength(1);
  });

  it('[no-assertion] formats', () => {
    format({ cents: 1, currency: 'EUR' });
  });
});

describe('parses', () => {
  test('[ok] with a helper of another file', () => {
    checkPrice(parse('12.05 EUR'), 1205);
  });

  test('[ok] refuses', () => {
    expect(() => parse('12')).toThrow(SyntaxError);
  });

  test('[ok] refuses, and says what', () => {
    expect.hasAssertions();
    try {
      parse('twelve');
    } catch (error) {
      expect((error as Error).message).toBe('no price: twelve');
    }
  });

  test('[swallows-failure] whatever is thrown', () => {
    try {
      parse('12.05 EUR');
      expect(parse('12.05 EUR').cents).toBe(1205);
    } catch {
      // Never mind.
    }
  });

  test('[swallows-failure] is an error at least', () => {
    try {
      parse('12');
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  });

  test('[swallows-failure] logs what it catches', () => {
    const seen: unknown[] = [];
    try {
      expect(parse('12.05 EUR').currency).toBe('EUR');
    } catch (error) {
      seen.push(error);
    }
  });

  test('[ok] cleans up behind it', () => {
    let price: Price | undefined;
    try {
      price = parse('1.00 EUR');
    } finally {
      expect(price?.cents).toBe(100);
    }
  });

  test('[ok] has types', () => {
    expectTypeOf(parse).returns.toEqualTypeOf<Price>();
    expect(parse('1.00 EUR')).toEqual({ cents: 100, currency: 'EUR' });
  });

  test('[smoke] does not throw', () => {
    expect(() => parse('1.00 EUR')).not.toThrow();
  });
});

describe('rates', () => {
  test('[ok] are there for the francs', () => {
    expect(rateOf('CHF')).toBeDefined();
  });

  test('[ok] are not there for beads', () => {
    expect(rateOf('XXX')).toBeUndefined();
  });

  test('[ok] is truthy', () => {
    expect(rateOf('EUR')).toBeTruthy();
  });
});
