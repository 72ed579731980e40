import { isDeepStrictEqual } from 'node:util';
import { copyOf, importsOf, isPlain, Recipe, toSource, Unwritable } from './source-text.ts';
import type { Outcome, Probe } from './spec.ts';

/** The results of a call, for comparison. */
export interface Seen {
  kind: 'value' | 'error' | 'endless' | 'unreached';
  value?: unknown;
  error?: { name: string; message: string };
  isAsync: boolean;
  isIterator: boolean;
  /** The arguments after the call. */
  args: unknown[];
  /** The arguments of calls of functions among the arguments, by position or `position.member`. */
  calls: Record<string, unknown[][]>;
  /** The state of the instance after the call, as source. */
  state: Record<string, string>;
  /** Which of the calls before returned a promise. */
  asyncSteps?: boolean[];
}

/** What a test checks besides the result and changed arguments. */
export interface Asked {
  calls?: true;
  state?: Probe;
}

/** Means the instance, if a call returns it. */
export const self = Symbol('this');

/** Thrown by the instrumented code when a call takes too many steps. */
export class OutOfSteps extends Error {}

const maxItems = 50;
const maxWaitMs = 200;
const { setTimeout, clearTimeout } = globalThis;

/**
 * Calls a function with a copy of the arguments, and awaits its promise.
 * @param look reads the state afterwards
 */
export async function observe(
  call: (...args: unknown[]) => unknown,
  given: unknown[],
  look: () => Seen['state'] = () => ({}),
): Promise<Seen> {
  const { args, calls } = spied(given);
  const flags = { isAsync: false, isIterator: false };
  const after = () => ({ ...flags, args: unspied(args, given), calls });
  try {
    let value = call(...args);
    flags.isAsync = value instanceof Promise;
    if (flags.isAsync) value = await inTime(value as Promise<unknown>);
    if (isIteratorOf(value)) {
      flags.isIterator = true;
      value = [...taken(value)];
    }
    return { kind: 'value', value, ...after(), state: look() };
  } catch (error) {
    if (error instanceof OutOfSteps) return { kind: 'endless', ...after(), state: {} };
    const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
    return { kind: 'error', error: { name, message }, ...after(), state: {} };
  }
}

/** A copy of the arguments whose functions record their calls. */
function spied(given: unknown[]): Pick<Seen, 'args' | 'calls'> {
  const calls: Seen['calls'] = {};
  const watched = (path: string, value: unknown): unknown => {
    if (typeof value !== 'function') return value;
    calls[path] = [];
    const spy = (...args: unknown[]): unknown => {
      calls[path]!.push(args.map((each) => copyOf(each)));
      return Reflect.apply(value, undefined, args) as unknown;
    };
    originals.set(spy, value);
    return spy;
  };
  const args = copyOf(given).map((argument, index) => {
    if (!isPlain(argument)) return watched(String(index), argument);
    return Object.fromEntries(
      Object.entries(argument).map(([key, value]) => [key, watched(`${index}.${key}`, value)]),
    );
  });
  return { args, calls };
}

/** The original of a recording function. */
const originals = new WeakMap<object, unknown>();

function unspied(args: unknown[], given: unknown[]): unknown[] {
  const original = (value: unknown) =>
    typeof value === 'function' ? (originals.get(value) ?? value) : value;
  return args.map((argument, index) => {
    if (isOpaque(argument, given[index])) return given[index];
    return isPlain(argument)
      ? Object.fromEntries(Object.entries(argument).map(([key, value]) => [key, original(value)]))
      : original(argument);
  });
}

/** Whether a test cannot check an argument afterwards, such as an instance of a class. */
function isOpaque(argument: unknown, given: unknown): boolean {
  if (!(given instanceof Recipe) && importsOf(given).length === 0) return false;
  try {
    toSource(argument);
    return false;
  } catch {
    return true;
  }
}

function isIteratorOf(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && 'next' in value && Symbol.iterator in value;
}

function* taken(items: Iterable<unknown>): Generator<unknown> {
  let count = 0;
  for (const item of items) {
    if (count++ === maxItems) return;
    yield item;
  }
}

export async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutOfSteps()), maxWaitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function isSame(a: Seen, b: Seen): boolean {
  if (a.kind !== b.kind || a.isAsync !== b.isAsync || a.isIterator !== b.isIterator) return false;
  return isDeepStrictEqual(
    [a.value, a.error, a.args, a.calls, a.state],
    [b.value, b.error, b.args, b.calls, b.state],
  );
}

/** What every test checks. */
export function withoutAsking(seen: Seen): Seen {
  return { ...seen, calls: {}, state: {} };
}

/** As source, for a test. The part about calls and state is only there if it differs. */
export function outcomeOf(seen: Seen, given: unknown[], { calls, state }: Asked = {}): Outcome {
  const flags = {
    ...(seen.isAsync && { isAsync: true as const }),
    ...(seen.isIterator && { isIterator: true as const }),
  };
  const text = state && seen.state[state.name];
  const asked = {
    ...(calls && { calls: writtenCalls(seen) }),
    ...(text !== undefined && { state: { ...state!, text } }),
  };
  const { kind } = seen;
  if (kind === 'endless' || kind === 'unreached') return { kind: 'endless', text: '', ...flags };
  try {
    const changed = changedIn(seen, given);
    const after = { ...(Object.keys(changed).length > 0 && { changed }), ...asked };
    if (kind === 'value') return { kind, ...said(seen.value), ...flags, ...after };
    const { message, name = '' } = seen.error ?? {};
    return { kind, text: toSource(message), name, ...flags, ...after };
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    return { kind: 'unwritable', text: error.message, ...flags, ...asked };
  }
}

/** The visible state of an instance. */
function said(value: unknown): Pick<Outcome, 'text' | 'isPart'> {
  if (value === self) return { text: 'this' };
  const isInstance = typeof value === 'object' && value !== null && isOfClass(value);
  return isInstance ? { text: toSource({ ...value }), isPart: true } : { text: toSource(value) };
}

function isOfClass(value: object): boolean {
  if (isPlain(value) || Array.isArray(value) || Object.keys(value).length === 0) return false;
  return /^class\b/.test(String(value.constructor));
}

function changedIn({ args }: Seen, given: unknown[]): Record<number, string> {
  return Object.fromEntries(
    args.flatMap((argument, index) =>
      argument === given[index] || isDeepStrictEqual(argument, copyOf(given[index]))
        ? []
        : [[index, toSource(argument)]],
    ),
  );
}

function writtenCalls({ calls }: Seen): Record<string, string> {
  return Object.fromEntries(Object.entries(calls).map(([path, made]) => [path, toSource(made)]));
}
