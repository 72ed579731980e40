import fc from 'fast-check';
import { inTime, observe, type Seen, self } from './outcome.ts';
import { copyOf, fromRecorded, importsOf, toSource, Unwritable } from './source-text.ts';
import type { Case, ClassSpec, FuzzTarget, Probe } from './spec.ts';
import { argumentsOf, type Making } from './values.ts';

/** One call, and the calls before it. */
export interface Input {
  /** Arguments of the constructor, for a call on an instance. */
  made: unknown[];
  before: { member: string; args: unknown[] }[];
  args: unknown[];
}

const maxBefore = 3;

/** A function as it is called: directly, as a member, or on an instance that is created for it. */
export class Subject {
  readonly inputs: fc.Arbitrary<Input>;
  /** The recorded calls of the project's tests. */
  readonly seen: Input[];
  readonly state: readonly Probe[];
  readonly #target: FuzzTarget;
  readonly #owner: unknown;

  /** @param owner the export of the module */
  constructor(owner: unknown, target: FuzzTarget, making: Making) {
    this.#owner = owner;
    this.#target = target;
    this.state = target.of?.state ?? [];
    this.seen = target.recorded.map(inputFrom);
    this.inputs = inputsFor(target, this.seen, making);
  }

  isThere(): boolean {
    const { access } = this.#target;
    if (access.kind !== 'static') return typeof this.#owner === 'function';
    return typeof Reflect.get(Object(this.#owner), access.member) === 'function';
  }

  /**
   * Makes the calls of the input.
   * @param probes what is checked afterwards, in this order
   */
  async perform({ made, before, args }: Input, probes = this.state): Promise<Seen> {
    const { access } = this.#target;
    if (access.kind === 'function')
      return observe((...given) => Reflect.apply(this.#owner as () => unknown, undefined, given), args);
    if (access.kind === 'static') {
      const owner = this.#owner as Record<string, (...given: unknown[]) => unknown>;
      return observe((...given) => owner[access.member]!(...given), args);
    }
    if (access.kind === 'constructor') {
      let instance: Instance;
      const create = (...given: unknown[]) => {
        instance = this.#create(given);
        return self;
      };
      return observe(create, args, () => stateOf(instance, probes));
    }
    try {
      const instance = this.#create(copyOf(made));
      const asyncSteps: boolean[] = [];
      for (const { member, args: given } of before) {
        const value = call(instance, member, copyOf(given));
        asyncSteps.push(value instanceof Promise);
        if (value instanceof Promise) await inTime(value);
      }
      const use = (...given: unknown[]) => {
        const value = used(instance, access, given);
        return value === instance ? self : value;
      };
      return { ...(await observe(use, args, () => stateOf(instance, probes))), asyncSteps };
    } catch {
      return { kind: 'unreached', isAsync: false, isIterator: false, args: [], calls: {}, state: {} };
    }
  }

  #create(given: unknown[]): Instance {
    return Reflect.construct(this.#owner as new () => Instance, given);
  }
}

type Instance = Record<string, unknown>;

function call(instance: Instance, member: string, given: unknown[]): unknown {
  return (instance[member] as (...args: unknown[]) => unknown)(...given);
}

function used(instance: Instance, access: FuzzTarget['access'], given: unknown[]): unknown {
  if (access.kind === 'getter') return instance[access.member];
  if (access.kind === 'method') return call(instance, access.member, given);
  if (access.kind === 'setter') instance[access.member] = given[0];
  return undefined;
}

/** As source. Values that cannot be written down, or that throw, are left out. */
function stateOf(instance: Instance, probes: readonly Probe[]): Record<string, string> {
  const state: Record<string, string> = {};
  for (const { name, isMethod } of probes) {
    try {
      state[name] = toSource(isMethod ? call(instance, name, []) : instance[name]);
    } catch {
      // There is no state to check.
    }
  }
  return state;
}

function inputsFor(
  { access, parameters, of }: FuzzTarget,
  seen: Input[],
  making: Making,
): fc.Arbitrary<Input> {
  const args = argumentsOf(
    parameters,
    making,
    seen.map((input) => input.args),
  );
  const isAlone =
    !of || access.kind === 'constructor' || access.kind === 'function' || access.kind === 'static';
  const varied = isAlone
    ? args.map((given): Input => ({ made: [], before: [], args: given }))
    : onInstances(args, of, seen, making);
  if (seen.length === 0) return varied;
  return fc.oneof({ weight: 3, arbitrary: varied }, { weight: 1, arbitrary: fc.constantFrom(...seen) });
}

function inputFrom({ made = [], before, args }: FuzzTarget['recorded'][number]): Input {
  return {
    made: made.map(fromRecorded),
    before: before.map((step) => ({ member: step.member, args: step.args.map(fromRecorded) })),
    args: args.map(fromRecorded),
  };
}

function onInstances(
  args: fc.Arbitrary<unknown[]>,
  of: ClassSpec,
  seen: Input[],
  making: Making,
): fc.Arbitrary<Input> {
  const steps = of.methods.map(({ name, parameters: taken }) =>
    argumentsOf(taken, making).map((given) => ({ member: name, args: given })),
  );
  const known = seen.flatMap(({ before }) => before);
  if (known.length > 0) steps.push(fc.constantFrom(...known));
  const before: fc.Arbitrary<Input['before']> =
    steps.length > 0 ? fc.array(fc.oneof(...steps), { maxLength: maxBefore, size: 'max' }) : fc.constant([]);
  const made = argumentsOf(
    of.parameters,
    making,
    seen.map((input) => input.made),
  );
  return fc.tuple(made, before, args, fc.nat(2)).map(([given, earlier, last, again]) => ({
    made: given,
    before: earlier,
    args: again === 0 ? last : resembling(last, earlier.at(-again)?.args ?? []),
  }));
}

/** The results of methods often depend on earlier calls. */
function resembling(given: unknown[], earlier: unknown[]): unknown[] {
  return given.map((each, index) => {
    const same = earlier[index];
    const isSimple = typeof same === 'string' || typeof same === 'number';
    return isSimple && typeof same === typeof each ? same : each;
  });
}

/** The input as a test writes it. */
export function written(
  { made, before, args }: Input,
  seen: Seen,
): Pick<Case, 'args' | 'made' | 'before' | 'imports'> {
  const imports = importsOf([made, before.map((step) => step.args), args]);
  const names = new Set(imports.map(({ name }) => name));
  return {
    args: args.map(toSource),
    ...(made.length > 0 && { made: made.map(toSource) }),
    ...(before.length > 0 && {
      before: before.map(({ member, args: given }, index) => ({
        member,
        args: given.map(toSource),
        ...(seen.asyncSteps?.[index] && { isAsync: true as const }),
      })),
    }),
    ...(imports.length > 0 && {
      imports: [...names].map((name) => imports.find((each) => each.name === name)!),
    }),
  };
}

export function isWritable({ made, before, args }: Input): boolean {
  try {
    for (const each of [...made, ...before.flatMap((step) => step.args), ...args]) toSource(each);
    return true;
  } catch (error) {
    if (error instanceof Unwritable) return false;
    throw error;
  }
}
