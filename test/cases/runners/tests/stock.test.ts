import { cheapest, type Item, label, order, total, visit } from '../src/stock';

interface Mocks {
  fn<T>(call: T): T;
}
declare const vi: Mocks | undefined;
declare const jest: Mocks;
const mocks = typeof vi === 'undefined' ? jest : vi;

const pen: Item = { name: 'pen', price: 2, count: 3 };
const ink: Item = { name: 'ink', price: 5, count: 0 };

describe('total', () => {
  it('adds up', () => {
    expect(total([pen, { ...ink, count: 1 }])).toBe(11);
  });

  it('of nothing', () => {
    expect(total([])).toBe(0);
  });
});

it('cheapest', () => {
  expect(cheapest([ink, pen])).toEqual(pen);
});

describe('order', () => {
  it('is sent', async () => {
    const send = mocks.fn(async () => true);
    await expect(order(pen, send)).resolves.toBe('ordered');
    expect(send).toHaveBeenCalledWith('1 pen');
  });

  it('is refused', async () => {
    await expect(order(ink, async () => true)).rejects.toThrow('no ink left');
  });
});

it('label is something', () => {
  expect(typeof label(pen)).toBe('string');
});

it('counts', () => {
  expect(visit()).toBe(1);
  expect(visit()).toBe(2);
});

it('swallows', () => {
  try {
    total([pen]);
  } catch {
    // Whatever it is.
  }
});
