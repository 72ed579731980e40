import { isDeepStrictEqual } from 'node:util';
import { copyOf, importsOf, isPlain, Recipe, toSource, Unwritable } from './source-text.ts';
import type { Outcome, Probe } from './spec.ts';

/** What a call did, to be compared. */
export interface Seen {
  kind: 'value' | 'error' | 'endless' | 'unreached';
  value?: unknown;
  error?: { name: string; message: string };
  isAsync: boolean;
  isIterator: boolean;
  /** The arguments after the call. */
  args: unknown[];
  /** What functions among the arguments were called with, by position or `position.member`. */
  calls: Record<string, unknown[][]>;
  /** What the instance says of itself after the call, as source. */
  state: Record<string, string>;
  /** Which of the calls before promised something. */
  asyncSteps?: boolean[];
}

/** What a test looks at besides what comes back and what arguments are changed to. */
export interface Asked {
  calls?: true;
  state?: Probe;
}

/** Stands for the instance, where a call gives it back. */
export const self = Symbol('this');

/** Thrown by the instrumented code when a call takes too many steps. */
export class OutOfSteps extends Error {}

const maxItems = 50;
const maxWaitMs = 200;
const { setTimeout, clearTimeout } = globalThis;

/**
 * Calls a function with a copy of the arguments, and waits for what it promises.
 * @param look reads the state that is left
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

/** A copy of the arguments whose functions note what they are called with. */
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

/** What a function that notes its calls stands for. */
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

/** Whether a test cannot say what became of an argument, such as the instance of a class. */
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

/** What every test looks at. */
export function withoutAsking(seen: Seen): Seen {
  return { ...seen, calls: {}, state: {} };
}

/** As source, for a test: with what it asks for only where that tells. */
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

/** Of an instance what can be seen of it. */
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
