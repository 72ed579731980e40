import { afterEach, expect, test } from 'vitest';
import { everyRewrite } from '../../../src/lab/protocol.ts';
import { Switches } from '../../../src/lab/vitest/worker/switches.ts';

const mutant = { index: 0, key: 'unit', number: 1, site: 0 };
const globals = globalThis as unknown as { __rcb: Float64Array; __rct(): void };

afterEach(() => {
  for (const name of ['__rcs_unit', '__rch_unit', '__rcb', '__rct']) Reflect.deleteProperty(globals, name);
});

function switches({ on }: { on: boolean }): Switches {
  const all = new Switches({ timeoutFactor: 10, files: [{ key: 'unit', sites: 1, path: '/src/unit.ts' }] });
  all.activate(on ? mutant : undefined);
  return all;
}

/** What instrumented code does at every turn of a loop. */
function step(): void {
  globals.__rcb[0]!--;
  if (globals.__rcb[0]! < 0) globals.__rct();
}

function take(steps: number): void {
  for (let taken = 0; taken < steps; taken++) step();
}

test.each([true, false])('exactly the granted steps can be spent, with a mutant on: %s', (on) => {
  const all = switches({ on });
  all.grant(5_000);
  take(5_000);
  expect(all).toMatchObject({ spent: 5_000, exhausted: false });
  expect(step).toThrow('step budget spent');
  expect(all.exhausted).toBe(true);
  // Code that catches the error gets no further.
  expect(step).toThrow('step budget spent');
});

test('steps that take longer than the turn may are late, not exhausted', () => {
  const all = switches({ on: true });
  all.grant(1_000_000, 20);
  const slowly = () => {
    const end = performance.now() + 5_000;
    while (performance.now() < end) step();
  };
  expect(slowly).toThrow();
  expect(all).toMatchObject({ late: true, exhausted: false });
  all.grant(10, 20);
  expect(all).toMatchObject({ late: false, spent: 0 });
});

test('without a mutant nothing but the number of steps counts', () => {
  const all = switches({ on: false });
  all.grant(1_000_000, 0);
  take(10_000);
  expect(all).toMatchObject({ late: false, spent: 10_000 });
});

test('every neutral mutant is one mutant, on in all files', () => {
  const all = switches({ on: false });
  const { __rcs_unit: active } = globalThis as unknown as { __rcs_unit: Int32Array };
  all.activate(everyRewrite);
  expect(active[0]).toBe(-1);
  expect(all.reached).toBe(true);
  all.activate(mutant);
  expect(active[0]).toBe(1);
  all.activate(everyRewrite);
  all.activate(undefined);
  expect(active[0]).toBe(0);
});
