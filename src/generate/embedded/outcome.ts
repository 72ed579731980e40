import { isDeepStrictEqual } from 'node:util';
import { copyOf, toSource, Unwritable } from './source-text.ts';
import type { Outcome } from './spec.ts';

/** What a call did, to be compared. */
export interface Seen {
  kind: 'value' | 'error' | 'endless';
  value?: unknown;
  error?: { name: string; message: string };
  isAsync: boolean;
  isIterator: boolean;
  /** The arguments after the call. */
  args: unknown[];
  /** What functions among the arguments were called with, by position or `position.member`. */
  calls: Record<string, unknown[][]>;
}

/** Thrown by the instrumented code when a call takes too many steps. */
export class OutOfSteps extends Error {}

const mostItems = 50;
const longestWaitMs = 200;
const { setTimeout, clearTimeout } = globalThis;

/** Calls a function with a copy of the arguments, and waits for what it promises. */
export async function observe(call: (...args: unknown[]) => unknown, given: unknown[]): Promise<Seen> {
  const { args, calls } = spied(given);
  let isAsync = false;
  let isIterator = false;
  try {
    let value = call(...args);
    isAsync = value instanceof Promise;
    if (isAsync) value = await inTime(value as Promise<unknown>);
    if (isIteratorOf(value)) {
      isIterator = true;
      value = [...taken(value)];
    }
    return { kind: 'value', value, isAsync, isIterator, args: unspied(args), calls };
  } catch (error) {
    if (error instanceof OutOfSteps)
      return { kind: 'endless', isAsync, isIterator, args: unspied(args), calls };
    const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
    return { kind: 'error', error: { name, message }, isAsync, isIterator, args: unspied(args), calls };
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
    if (!isPlainObject(argument)) return watched(String(index), argument);
    return Object.fromEntries(
      Object.entries(argument).map(([key, value]) => [key, watched(`${index}.${key}`, value)]),
    );
  });
  return { args, calls };
}

/** What a function that notes its calls stands for. */
const originals = new WeakMap<object, unknown>();

function unspied(args: unknown[]): unknown[] {
  const original = (value: unknown) =>
    typeof value === 'function' ? (originals.get(value) ?? value) : value;
  return args.map((argument) =>
    isPlainObject(argument)
      ? Object.fromEntries(Object.entries(argument).map(([key, value]) => [key, original(value)]))
      : original(argument),
  );
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isIteratorOf(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && 'next' in value && Symbol.iterator in value;
}

function* taken(items: Iterable<unknown>): Generator<unknown> {
  let count = 0;
  for (const item of items) {
    if (count++ === mostItems) return;
    yield item;
  }
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutOfSteps()), longestWaitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function isSame(a: Seen, b: Seen): boolean {
  if (a.kind !== b.kind || a.isAsync !== b.isAsync || a.isIterator !== b.isIterator) return false;
  return isDeepStrictEqual([a.value, a.error, a.args, a.calls], [b.value, b.error, b.args, b.calls]);
}

/** Whether all but the calls of functions among the arguments is the same. */
export function differsInCallsOnly(a: Seen, b: Seen): boolean {
  return !isSame(a, b) && isSame({ ...a, calls: {} }, { ...b, calls: {} });
}

/** As source, for a test: with the calls of functions among the arguments only where those tell. */
export function outcomeOf(seen: Seen, given: unknown[], needsCalls = false): Outcome {
  const flags = {
    ...(seen.isAsync && { isAsync: true as const }),
    ...(seen.isIterator && { isIterator: true as const }),
  };
  try {
    const changed = Object.fromEntries(
      seen.args.flatMap((argument, index) =>
        isDeepStrictEqual(argument, given[index]) ? [] : [[index, toSource(argument)]],
      ),
    );
    const calls = Object.fromEntries(
      Object.entries(seen.calls).flatMap(([path, made]) => (needsCalls ? [[path, toSource(made)]] : [])),
    );
    const after = {
      ...(Object.keys(changed).length > 0 && { changed }),
      ...(Object.keys(calls).length > 0 && { calls }),
    };
    if (seen.kind === 'endless') return { kind: 'endless', text: '', ...flags };
    if (seen.kind === 'error')
      return {
        kind: 'error',
        text: toSource(seen.error?.message),
        name: seen.error?.name ?? '',
        ...flags,
        ...after,
      };
    return { kind: 'value', text: toSource(seen.value), ...flags, ...after };
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    return { kind: 'unwritable', text: error.message, ...flags };
  }
}
