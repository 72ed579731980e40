import fc from 'fast-check';
import { declared } from '../../lab/worker/declare.ts';
import { switchNames } from '../../model/instrumented.ts';
import type { Forbidden } from './forbidden.ts';
import { type Asked, isSame, outcomeOf, type Seen, withoutAsking } from './outcome.ts';
import type { Case, Fixed, FuzzRequest, FuzzTarget, TargetResult } from './spec.ts';
import { type Input, isWritable, type Subject, written } from './subject.ts';
import { type Surroundings, surround } from './surroundings.ts';

/** Inputs with which the original is observed first. */
const trials = 60;

/** Time limits of the search in milliseconds, for one break and for all of a function. */
const maxSearchMs = 3_000;
const maxFunctionMs = 30_000;

/** Taken before the clock is stopped for the called functions. */
const now = performance.now.bind(performance);

/** With fewer useful inputs, equal results of a break prove nothing. */
const enough = 50;

interface Session {
  request: FuzzRequest;
  forbidden: Forbidden;
  /** Gives the next call its steps. */
  grant(): void;
}

/** Searches calls of one function whose result differs between the original and its breaks. */
export class Search {
  readonly #subject: Subject;
  readonly #target: FuzzTarget;
  readonly #around: Session;
  #fixed: Fixed = {};
  readonly #active: Int32Array;
  /** End of the time for all breaks. */
  readonly #deadline = now() + maxFunctionMs;
  /** Inputs for the present break with which a test could check the original. */
  #told = 0;
  readonly #inputOf = new WeakMap<Case, Input>();

  constructor(subject: Subject, target: FuzzTarget, around: Session) {
    this.#subject = subject;
    this.#target = target;
    this.#around = around;
    this.#active = declared(switchNames(around.request.key, around.request.prefix).active) as Int32Array;
  }

  async run(): Promise<TargetResult> {
    const { id, mutants } = this.#target;
    const { forbidden } = this.#around;
    const result: TargetResult = { id, cases: [], same: [] };
    const skipped = await this.#settle();
    if (skipped !== undefined) return { ...result, skipped };
    forbidden.wasTried();
    for (const mutant of mutants) {
      const known = await this.#toldBy(mutant.number, result.cases);
      if (known) {
        known.differs.push(mutant.id);
        continue;
      }
      const found = await this.#find(mutant);
      if ('args' in found) result.cases.push(found);
      else if (found.inputs >= enough) result.same.push(found);
    }
    if (forbidden.wasTried()) return { ...result, cases: [], skipped: touches };
    const changed = await this.#whyChanged(result.cases);
    return changed === undefined ? result : { ...result, cases: [], skipped: changed };
  }

  /** Finds out what has to be fixed for it: clock, random numbers or time zone. */
  async #settle(): Promise<string | undefined> {
    if (!this.#subject.isThere()) return 'it is not exported';
    for (const fixed of [{}, { clock: true }, { random: true }, { clock: true, random: true }] as Fixed[]) {
      this.#fixed = fixed;
      const reason = await this.#whyNot();
      if (reason !== unstable) return reason;
    }
    return unstable;
  }

  /** The original must give the same result for the same input, and a test must be able to check it. */
  async #whyNot(): Promise<string | undefined> {
    const inputs = fc.sample(this.#subject.inputs, { numRuns: trials, seed: this.#around.request.seed });
    let useful = 0;
    for (const input of inputs) {
      const first = await this.#perform(0, input);
      // Expensive, and useless here.
      if (first.kind === 'endless') continue;
      const second = await this.#perform(0, input);
      if (this.#around.forbidden.wasTried() || isDenied(first)) return touches;
      if (!isSame(first, second)) return unstable;
      if (!isSame(first, await this.#perform(0, input, undefined, { isElsewhere: true }))) return unstable;
      if (this.#isTold(first, input) || Object.keys(first.state).length > 0) useful++;
    }
    // Only if everything else is stable, the time zone can be the cause.
    for (const input of inputs) {
      const first = await this.#perform(0, input);
      if (first.kind === 'endless') continue;
      if (!isSame(first, await this.#perform(0, input, undefined, { isAbroad: true }))) return zoned;
    }
    return useful === 0 ? 'nothing it does for such values can be written down' : undefined;
  }

  async #perform(
    mutant: number,
    input: Input,
    asked?: Asked,
    where: Omit<Surroundings, 'fixed'> = {},
  ): Promise<Seen> {
    this.#active[0] = mutant;
    this.#around.grant();
    const undo = surround({ fixed: this.#fixed, ...where });
    try {
      return await this.#subject.perform(input, asked && (asked.state ? [asked.state] : []));
    } finally {
      undo();
      this.#active[0] = 0;
    }
  }

  /**
   * Whether a test can check the result of the original. If the original throws an error of the language, nobody calls
   * it like this.
   */
  #isTold(seen: Seen, { args }: Input): boolean {
    const { kind, text, name = '' } = outcomeOf(seen, args);
    // Nobody means a zero with a sign.
    return kind === 'error' ? this.#target.throws.includes(name) : kind === 'value' && text !== '-0';
  }

  /** What a test has to check to tell the break from the original with this input, if possible. */
  async #asked(mutant: number, input: Input, original: Seen): Promise<Asked | undefined> {
    if (!isWritable(input)) return undefined;
    const isTold = this.#isTold(original, input);
    if (!isTold && (original.kind !== 'value' || this.#subject.state.length === 0)) return undefined;
    this.#told++;
    const other = await this.#perform(mutant, input);
    if (isTold && !isSame(withoutAsking(original), withoutAsking(other))) return {};
    if (isTold && !isSame({ ...original, state: {} }, { ...other, state: {} })) return { calls: true };
    if (original.kind !== 'value') return undefined;
    for (const state of this.#subject.state) {
      if (original.state[state.name] === other.state[state.name]) continue;
      // Checking one thing may change the next, so the difference has to show when it alone is checked.
      if (await this.#differs(mutant, input, { state })) return { state };
    }
    return undefined;
  }

  async #differs(mutant: number, input: Input, asked: Asked): Promise<boolean> {
    const [original, other] = [
      await this.#perform(0, input, asked),
      await this.#perform(mutant, input, asked),
    ];
    const { calls, state } = asked;
    if (state && original.state[state.name] === undefined) return false;
    if (state && original.state[state.name] !== other.state[state.name]) return true;
    if (!this.#isTold(original, input)) return false;
    const [a, b] = [original, other].map((seen) => ({ ...seen, state: {}, ...(!calls && { calls: {} }) }));
    return !isSame(a!, b!);
  }

  async #toldBy(mutant: number, cases: Case[]): Promise<Case | undefined> {
    for (const each of cases) {
      const input = this.#inputOf.get(each);
      if (input && (await this.#differs(mutant, input, askedBy(each)))) return each;
    }
    return undefined;
  }

  async #find({
    id,
    number,
  }: FuzzTarget['mutants'][number]): Promise<Case | { mutant: string; inputs: number }> {
    const property = fc.asyncProperty(
      this.#subject.inputs,
      async (input) => (await this.#asked(number, input, await this.#perform(0, input))) === undefined,
    );
    this.#told = 0;
    const { seed, runs } = this.#around.request;
    const examples = this.#subject.seen.map((input): [Input] => [input]);
    const details = await fc.check(property, {
      numRuns: runs,
      seed,
      examples,
      interruptAfterTimeLimit: Math.max(0, Math.min(maxSearchMs, this.#deadline - now())),
    });
    const [input] = details.counterexample ?? [];
    const asked = input && (await this.#asked(number, input, await this.#perform(0, input)));
    if (!input || !asked) return { mutant: id, inputs: this.#told };
    const original = await this.#perform(0, input, asked);
    const found: Case = {
      ...written(input, original),
      ...(Object.keys(this.#fixed).length > 0 && { fixed: this.#fixed }),
      outcome: outcomeOf(original, input.args, asked),
      differs: [id],
    };
    this.#inputOf.set(found, input);
    return found;
  }

  /** Found calls may reveal problems that the first inputs did not. */
  async #whyChanged(cases: Case[]): Promise<string | undefined> {
    for (const each of cases) {
      const input = this.#inputOf.get(each);
      if (!input) continue;
      const asked = askedBy(each);
      const isAsBefore = (seen: Seen) =>
        JSON.stringify(outcomeOf(seen, input.args, asked)) === JSON.stringify(each.outcome);
      // A break may have left something behind that changes the original.
      if (!isAsBefore(await this.#perform(0, input, asked)))
        return 'it remembers what it was called with before';
      if (!isAsBefore(await this.#perform(0, input, asked, { isElsewhere: true }))) return unstable;
      if (!isAsBefore(await this.#perform(0, input, asked, { isAbroad: true }))) return zoned;
    }
    return undefined;
  }
}

const unstable = 'it does not do the same for the same input';
const zoned = 'what it does depends on the time zone';

function askedBy({ outcome: { calls, state } }: Case): Asked {
  return { ...(calls && { calls: true }), ...(state && { state }) };
}

const touches = 'it writes files, starts programs, uses the network, or reads what it may not';

/** The sandbox's messages. Elsewhere the result would be different. */
function isDenied({ value, error }: Seen): boolean {
  const text = error ? `${error.name} ${error.message}` : typeof value === 'string' ? value : '';
  return /ERR_ACCESS_DENIED|Access to this API has been restricted/.test(text);
}
