import { beforeEach, describe, expect, test, vi } from 'vitest';
import { reserveAll, type Warehouse } from '../src/inventory.ts';

describe('inventory', () => {
  const stock: Record<string, number> = { pen: 3, ink: 0 };
  let warehouse: Warehouse;

  beforeEach(() => {
    warehouse = { stockOf: async (sku) => stock[sku] ?? 0, reserve: vi.fn(async () => {}) };
  });

  test('reserves everything', async () => {
    expect(await reserveAll(warehouse, [{ sku: 'pen', quantity: 2 }])).toBe(true);
  });

  test('reserves nothing if something is missing', async () => {
    expect(await reserveAll(warehouse, [{ sku: 'ink', quantity: 2 }])).toBe(false);
    expect(warehouse.reserve).not.toHaveBeenCalled();
  });
});
