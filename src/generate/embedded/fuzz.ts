import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { Forbidden } from './forbidden.ts';
import { differsInCallsOnly, isSame, OutOfSteps, observe, outcomeOf, type Seen } from './outcome.ts';
import { toSource, Unwritable } from './source-text.ts';
import type { Case, FuzzRequest, FuzzResult, FuzzTarget, TargetResult } from './spec.ts';
import { argumentsOf } from './values.ts';

/** Steps that one call may take. */
const mostSteps = 300_000;
/** Inputs on which the original is looked at before anything else. */
const trials = 60;

/**
 * Looks for calls on which breaks of functions differ from the originals: within a test, in a worker that has the
 * instrumented modules loaded.
 * @param module what the file exports
 * @param out where the result goes, as JSON
 */
export async function fuzz(module: object, request: FuzzRequest, out: string): Promise<void> {
  const result: FuzzResult = { targets: [] };
  const limit = limitSteps();
  const forbidden = new Forbidden();
  // As it is before the functions that are called could write.
  const write = writeFileSync;
  try {
    for (const target of request.targets) {
      const mutants = target.mutants.filter(({ id }) => !isFound(id, result));
      const search = new Search(module, { ...target, mutants }, request, limit, forbidden);
      result.targets.push(await search.run());
      write(out, JSON.stringify(result));
      forbidden.wasTried();
    }
    for (const each of result.targets) each.same = each.same.filter(({ mutant }) => !isFound(mutant, result));
  } finally {
    forbidden.lift();
    limit.lift();
  }
  write(out, JSON.stringify(result));
}

/** A break of a function that several others call is told by one of them. */
function isFound(mutant: string, { targets }: FuzzResult): boolean {
  return targets.some(({ cases }) => cases.some(({ differs }) => differs.includes(mutant)));
}

interface StepLimit {
  grant(): void;
  lift(): void;
}

/** The instrumented code spends steps and asks for more when there are none; it gets none here. */
function limitSteps(): StepLimit {
  const globals = globalThis as unknown as { __rcb: Float64Array; __rct(): void };
  const before = globals.__rct;
  globals.__rct = () => {
    throw new OutOfSteps();
  };
  return {
    grant: () => {
      globals.__rcb[0] = mostSteps;
    },
    lift: () => {
      globals.__rct = before;
      globals.__rcb[0] = Number.MAX_SAFE_INTEGER;
    },
  };
}

class Search {
  readonly #target: FuzzTarget;
  readonly #request: FuzzRequest;
  readonly #call: ((...args: unknown[]) => unknown) | undefined;
  readonly #active: Int32Array;
  readonly #limit: StepLimit;
  readonly #forbidden: Forbidden;
  readonly #inputs: fc.Arbitrary<unknown[]>;

  constructor(
    module: object,
    target: FuzzTarget,
    request: FuzzRequest,
    limit: StepLimit,
    forbidden: Forbidden,
  ) {
    this.#forbidden = forbidden;
    this.#target = target;
    this.#request = request;
    this.#limit = limit;
    const owner: unknown = Reflect.get(module, target.exported);
    const found: unknown = target.member === undefined ? owner : Reflect.get(Object(owner), target.member);
    this.#call =
      typeof found === 'function'
        ? (...args) => Reflect.apply(found, target.member === undefined ? undefined : owner, args) as unknown
        : undefined;
    this.#active = Reflect.get(globalThis, `__rcs_${request.key}`) as Int32Array;
    this.#inputs = argumentsOf(target.parameters, target.hints);
  }

  async run(): Promise<TargetResult> {
    const { id, mutants } = this.#target;
    const result: TargetResult = { id, cases: [], same: [] };
    const skipped = await this.#whyNot();
    if (skipped !== undefined) return { ...result, skipped };
    this.#forbidden.wasTried();
    for (const mutant of mutants) {
      const known = await this.#differsOn(mutant.number, result.cases);
      if (known) {
        known.differs.push(mutant.id);
        continue;
      }
      const found = await this.#find(mutant);
      if ('args' in found) result.cases.push(found);
      else result.same.push(found);
    }
    if (this.#forbidden.wasTried()) return { ...result, cases: [], skipped: touches };
    // A break may have left something behind that changes what the original does.
    const isTainted = await this.#someChanged(result.cases);
    return isTainted
      ? { ...result, cases: [], skipped: 'it remembers what it was called with before' }
      : result;
  }

  /** The original has to do the same for the same input, and something that a test can say. */
  async #whyNot(): Promise<string | undefined> {
    if (!this.#call) return 'it is not exported';
    const inputs = fc.sample(this.#inputs, { numRuns: trials, seed: this.#request.seed });
    let useful = 0;
    for (const input of inputs) {
      const [first, second] = [await this.#observe(0, input), await this.#observe(0, input)];
      if (this.#forbidden.wasTried() || isDenied(first)) return touches;
      if (!isSame(first, second)) return 'it does not do the same for the same input';
      if (this.#isTold(first, input)) useful++;
    }
    return useful === 0 ? 'nothing it does for such values can be written down' : undefined;
  }

  async #observe(mutant: number, input: unknown[]): Promise<Seen> {
    this.#active[0] = mutant;
    this.#limit.grant();
    try {
      return await observe(this.#call!, input);
    } finally {
      this.#active[0] = 0;
    }
  }

  /** Whether a test can state what the original does. Errors that it does not throw by itself say that nobody calls it so. */
  #isTold(seen: Seen, input: unknown[]): boolean {
    const { kind, name = '' } = outcomeOf(seen, input);
    if (kind === 'error') return this.#target.throws.includes(name);
    return kind === 'value' && isWritable(input);
  }

  async #differsOn(mutant: number, cases: Case[]): Promise<Case | undefined> {
    for (const each of cases) {
      const input = inputs.get(each);
      if (!input) continue;
      const [original, other] = [await this.#observe(0, input), await this.#observe(mutant, input)];
      const isTold = each.outcome.calls !== undefined || !differsInCallsOnly(original, other);
      if (isTold && !isSame(original, other)) return each;
    }
    return undefined;
  }

  async #find({
    id,
    number,
  }: FuzzTarget['mutants'][number]): Promise<Case | { mutant: string; inputs: number }> {
    const property = fc.asyncProperty(this.#inputs, async (input) => {
      const original = await this.#observe(0, input);
      if (!this.#isTold(original, input)) return true;
      return isSame(original, await this.#observe(number, input));
    });
    const { seed, runs } = this.#request;
    const details = await fc.check(property, { numRuns: runs, seed, interruptAfterTimeLimit: 3_000 });
    const [input] = details.counterexample ?? [];
    if (!input) return { mutant: id, inputs: details.numRuns };
    const original = await this.#observe(0, input);
    const byCalls = differsInCallsOnly(original, await this.#observe(number, input));
    const found: Case = {
      args: input.map(toSource),
      outcome: outcomeOf(original, input, byCalls),
      differs: [id],
    };
    inputs.set(found, input);
    return found;
  }

  async #someChanged(cases: Case[]): Promise<boolean> {
    for (const each of cases) {
      const input = inputs.get(each);
      if (!input) continue;
      const now = outcomeOf(await this.#observe(0, input), input, each.outcome.calls !== undefined);
      if (JSON.stringify(now) !== JSON.stringify(each.outcome)) return true;
    }
    return false;
  }
}

const touches = 'it writes files, starts programs, uses the network, or reads what it may not';

/** What the sandbox says; it says something else outside of it. */
function isDenied({ value, error }: Seen): boolean {
  const text = error ? `${error.name} ${error.message}` : typeof value === 'string' ? value : '';
  return /ERR_ACCESS_DENIED|Access to this API has been restricted/.test(text);
}

/** The arguments of a case themselves. */
const inputs = new WeakMap<object, unknown[]>();

function isWritable(input: unknown[]): boolean {
  try {
    for (const argument of input) toSource(argument);
    return true;
  } catch (error) {
    if (error instanceof Unwritable) return false;
    throw error;
  }
}
