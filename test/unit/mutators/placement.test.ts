import { stripTypeScriptTypes } from 'node:module';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { mutators } from '../../../mutators/index.ts';
import { mutated, mutationsOf, placed } from '../../helpers/expect-mutants.ts';

/** Every text of the program ends by giving `result` what a reader of the original could observe. */
const programs: Record<string, string> = {
  functions: `
    function block(a: number, b = 2) { 'use server'; steps.push(a); if (a > b) return 'more'; return 'less'; }
    const arrow = (list: number[]) => ({ list, size: list.length });
    const nested = () => [1, 2].map((n) => n * 10);
    result = [block(1), block(5), arrow([1, 2]), nested()];`,
  classes: `
    class Base { seen: unknown[]; constructor(...seen: unknown[]) { this.seen = seen; } }
    class Derived extends Base {
      extra = 'field';
      #secret = 7;
      constructor(public first: string, second: number) { super(first, second); this.seen.push('own'); steps.push(second); }
      get secret() { return this.#secret; }
      set secret(value: number) { this.#secret = value * 2; }
      chain(): this { steps.push('chained'); this.extra += '!'; return this; }
      static { steps.push('static'); }
    }
    class Either extends Base { constructor(a: boolean) { if (a) { super('yes', a); } else { super('no'); } steps.push(a); } }
    class Plain { constructor(private a = 'given') { steps.push(this.a); } }
    const one = new Derived('x', 3).chain();
    one.secret = 4;
    result = [one.seen, one.first, one.extra, one.secret, new Either(true).seen, new Either(false).seen, new Plain('p')];`,
  generators: `
    function* count(to: number): Generator<number> { for (let i = 0; i < to; i++) yield i; }
    async function* later() { yield 1; yield 2; }
    async function all() { const got: number[] = []; for await (const n of later()) got.push(n); return got; }
    result = Promise.all([[...count(3)], all()]);`,
  flow: `
    function pick(a: number) {
      switch (a) { case 1: return 'one'; case 2: case 3: steps.push('few'); break; default: steps.push('many'); }
      return 'rest';
    }
    function guard(a: unknown) { try { if (!a) throw new Error('none'); return steps.push(a); } catch { return 'caught'; } }
    function named(a: unknown) { try { return (a as string).trim(); } catch (error) { steps.push((error as Error).name); } }
    function inner(a: number) { switch (a) { default: steps.push('first'); break; case 1: steps.push('second'); } }
    result = [pick(1), pick(2), pick(3), pick(4), guard(0), guard(1), named(' a '), named(null), inner(0), inner(1)];`,
  values: `
    let cache: number[] | undefined;
    const load = () => (cache ??= [1, 2]);
    const merge = (a: object | null, ...more: object[]) => ({ ...(a ?? { none: true }), last: [0, ...more] });
    async function wait(a: number) { const b = await Promise.resolve(a); await Promise.resolve(steps.push(b)); return b ?? 1; }
    async function handled() { try { return await Promise.reject(new Error('late')); } catch (e) { return (e as Error).message; } }
    result = Promise.all([load(), load(), merge(null, { x: 1 }), merge({ y: 2 }), wait(5), handled()]);`,
};

async function observe(program: string): Promise<unknown> {
  const code = stripTypeScriptTypes(program, { mode: 'transform' });
  const context: { steps: unknown[]; result?: unknown } = { steps: [] };
  try {
    runInNewContext(code, context, { timeout: 1_000 });
    const result = await context.result;
    return JSON.stringify([result, context.steps]);
  } catch (error) {
    return String(error);
  }
}

describe('a placement', () => {
  const cases = Object.entries(programs).flatMap(([name, program]) =>
    mutators.flatMap((mutator) =>
      mutationsOf(mutator, program).map((mutation) => {
        const original = program.slice(mutation.start, mutation.end);
        const title = `${mutator.name} in ${name}, ${original || 'nothing'} → ${mutation.replacement || 'nothing'}`;
        return { title, program, mutation };
      }),
    ),
  );

  it.each(cases)(
    'does what the mutant does, and nothing while it is off: $title',
    async ({ program, mutation }) => {
      const off = await observe(placed(program, mutation, 'false'));
      const on = await observe(placed(program, mutation, 'true'));
      expect(off).toBe(await observe(program));
      expect(on).toBe(await observe(mutated(program, mutation)));
    },
  );
});
