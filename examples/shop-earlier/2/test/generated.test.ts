// As models write tests when nobody checks what the tests would notice. All of them pass.
import { describe, expect, test, vi } from 'vitest';
import { Cart } from '../src/cart.ts';
import { missing, type Warehouse } from '../src/inventory.ts';
import { LoyaltyCard } from '../src/loyalty.ts';

describe('Cart', () => {
  test('should add and remove articles', () => {
    const cart = new Cart();
    cart.add('pen', 150, 2);
    cart.remove('pen');
  });

  test('should have lines', () => {
    const cart = new Cart();
    cart.add('pen', 150);
    expect(cart.lines).toBeDefined();
    expect(Array.isArray(cart.lines)).toBe(true);
  });
});

describe('inventory', () => {
  test('should ask the warehouse', async () => {
    const warehouse = { stockOf: vi.fn<Warehouse['stockOf']>(), reserve: vi.fn<Warehouse['reserve']>() };
    await missing(warehouse, [{ sku: 'pen', quantity: 1 }]);
    await warehouse.reserve('pen', 1);
    expect(warehouse.reserve).toHaveBeenCalledWith('pen', 1);
  });
});

describe('LoyaltyCard', () => {
  test('should collect points', () => {
    const card = new LoyaltyCard();
    card.collect(1250);
    expect((card as unknown as { points: number }).points).toBe(12);
  });
});
