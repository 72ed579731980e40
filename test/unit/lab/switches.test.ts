import { expect, test } from 'vitest';
import { everyRewrite } from '../../../src/lab/protocol.ts';
import { unguessable, withPrefix } from '../../../src/lab/switch-prefix.ts';
import { declared } from '../../../src/lab/worker/declare.ts';
import { Switches } from '../../../src/lab/worker/switches.ts';
import { namePrefix, stepNames, switchNames } from '../../../src/model/instrumented.ts';

const mutant = { id: 'm0', key: 'unit', number: 1, site: 0 };
let budget: Float64Array;
let refill: () => void;
let active: Int32Array;

function switches({ on }: { on: boolean }): Switches {
  const prefix = unguessable();
  const all = new Switches({
    prefix,
    timeoutFactor: 10,
    files: [{ key: 'unit', sites: 1, path: '/src/unit.ts' }],
  });
  const steps = stepNames(prefix);
  budget = declared(steps.budget) as Float64Array;
  refill = declared(steps.refill) as () => void;
  active = declared(switchNames('unit', prefix).active) as Int32Array;
  all.activate(on ? mutant : undefined);
  return all;
}

/** What instrumented code does at every turn of a loop. */
function step(): void {
  budget[0]!--;
  if (budget[0]! < 0) refill();
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
  all.activate(everyRewrite);
  expect(active[0]).toBe(-1);
  expect(all.reached).toBe(true);
  all.activate(mutant);
  expect(active[0]).toBe(1);
  all.activate(everyRewrite);
  all.activate(undefined);
  expect(active[0]).toBe(0);
});

test('code that looks at everything there is finds no switch, and nobody can guess its name', () => {
  const before = Reflect.ownKeys(globalThis);
  switches({ on: true });
  expect(active[0]).toBe(1);
  expect(Reflect.ownKeys(globalThis)).toEqual(before);
  const prefix = unguessable();
  expect(prefix).toHaveLength(namePrefix.length);
  expect(unguessable()).not.toBe(prefix);
  expect(prefix).toMatch(/^__rc[\w$]{12}$/);
});

test('the names in a text are put in as they are, whatever is in them', () => {
  const { active, hits } = switchNames('unit');
  const prefix = `__rc${'$'.repeat(12)}`;
  const text = withPrefix(`${active}[0]===1?a:(${hits}[0]++,b)`, prefix);
  expect(text).toBe(`${prefix}s_unit[0]===1?a:(${prefix}h_unit[0]++,b)`);
  expect(text).toHaveLength(`${active}[0]===1?a:(${hits}[0]++,b)`.length);
});

test('a second session of a process has switches of its own by the same names', () => {
  const table = {
    prefix: unguessable(),
    timeoutFactor: 10,
    files: [{ key: 'unit', sites: 1, path: '/src/unit.ts' }],
  };
  const name = switchNames('unit', table.prefix).active;
  new Switches(table).activate(mutant);
  expect(declared(name)).toEqual(Int32Array.of(1));
  new Switches(table);
  expect(declared(name)).toEqual(Int32Array.of(0));
});
