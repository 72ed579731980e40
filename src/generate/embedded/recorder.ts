import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { types } from 'node:util';
import { standIn, toSource, Unwritable } from './source-text.ts';

/** One recorded call, with each argument as JavaScript source. Functions in it are `__fn('…')`. */
export interface SeenCall {
  /** Id of the function. */
  id: string;
  args: string[];
  /** For an instance: the arguments of its constructor, if recorded, and earlier calls on it. */
  made?: string[];
  before?: { id: string; args: string[] }[];
}

/** How many distinct calls of a function are kept, and how many calls are looked at. */
const most = { kept: 50, looked: 2_000 };
const maxBefore = 3;

interface Life {
  made?: string[];
  calls: { id: string; args: string[] }[];
}

/**
 * Records the arguments of functions while a suite runs, a line for each call. It never throws and runs no code of the
 * project: objects with getters and proxies are not read.
 * @param folder for the lines
 */
export function install(folder: string): void {
  // Taken before a suite can change them.
  const append = appendFileSync;
  const path = join(folder, `${process.pid}.jsonl`);
  const looked = new Map<string, number>();
  const known = new Map<string, Set<string>>();
  const lives = new WeakMap<object, Life>();

  const note = (id: string, given: ArrayLike<unknown>, self: unknown, isNew: boolean) => {
    const count = (looked.get(id) ?? 0) + 1;
    looked.set(id, count);
    if (count > most.looked) return;
    const args = withoutMissing(Array.from(given)).map((each) => toSource(plainOf(each, 0)));
    const life = typeof self === 'object' && self !== null ? lifeOf(self, lives) : undefined;
    const seen: SeenCall = {
      id,
      args,
      ...(life?.made && { made: life.made }),
      ...(life && life.calls.length > 0 && { before: life.calls.slice(-maxBefore) }),
    };
    if (life && isNew) life.made = args;
    else life?.calls.push({ id, args });
    const line = JSON.stringify(seen);
    const own = known.get(id) ?? new Set();
    known.set(id, own);
    if (own.size >= most.kept || own.has(line)) return;
    own.add(line);
    append(path, `${line}\n`);
  };

  const record = (id: string, given: ArrayLike<unknown>, self: unknown, isNew = false) => {
    try {
      note(id, given, self, isNew);
    } catch {
      // Calls that cannot be written down are left out.
    }
  };
  Reflect.set(globalThis, '__rcr', record);
}

function lifeOf(self: object, lives: WeakMap<object, Life>): Life {
  const life = lives.get(self) ?? { calls: [] };
  lives.set(self, life);
  return life;
}

/** `undefined` at the end of the arguments is the same as no argument. */
function withoutMissing(args: unknown[]): unknown[] {
  const last = args.findLastIndex((each) => each !== undefined);
  return args.slice(0, last + 1);
}

const longest = 50;
const deepest = 5;

/** A copy that can be written down, made without running code of the value. */
export function plainOf(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' && typeof value !== 'function') return value;
  if (value === null) return null;
  if (types.isProxy(value) || depth > deepest) throw new Unwritable('a proxy, or too deep');
  const inner = (part: unknown) => plainOf(part, depth + 1);
  if (typeof value === 'function') return standIn(`__fn(${JSON.stringify(textOf(value))})`);
  if (Array.isArray(value)) {
    if (value.length > longest) throw new Unwritable('too long');
    return Array.from(value.keys(), (index) => inner(dataOf(value, String(index))));
  }
  if (types.isDate(value)) return new Date(Date.prototype.getTime.call(value));
  if (types.isMap(value)) return new Map(entriesOf(value).map(([key, item]) => [inner(key), inner(item)]));
  if (types.isSet(value)) return new Set(entriesOf(value).map(([item]) => inner(item)));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (wholes.has(prototype)) return value;
  if (prototype !== Object.prototype && prototype !== null) throw new Unwritable('an instance');
  const keys = Reflect.ownKeys(value);
  if (keys.length > longest) throw new Unwritable('too long');
  return Object.fromEntries(
    keys.map((key) => {
      if (typeof key === 'symbol') throw new Unwritable('symbols');
      return [key, inner(dataOf(value, key))];
    }),
  );
}

/** Types whose whole content the platform itself can print. */
const wholes = new Set<unknown>([
  RegExp.prototype,
  URL.prototype,
  URLSearchParams.prototype,
  Uint8Array.prototype,
]);

/** Does not run getters. */
function dataOf(holder: object, key: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(holder, key);
  if (!descriptor || !('value' in descriptor) || !descriptor.enumerable) throw new Unwritable('a getter');
  return descriptor.value;
}

function entriesOf(collection: Map<unknown, unknown> | Set<unknown>): [unknown, unknown][] {
  const entries: [unknown, unknown][] = [];
  const forEach = types.isMap(collection) ? Map.prototype.forEach : Set.prototype.forEach;
  Reflect.apply(forEach, collection, [(item: unknown, key: unknown) => entries.push([key, item])]);
  if (entries.length > longest) throw new Unwritable('too long');
  return entries;
}

/** A mock is replaced by a function that does nothing. */
function textOf(fn: object): string {
  const isMock = Object.getOwnPropertyDescriptor(fn, '_isMockFunction')?.value === true;
  const text = isMock ? '() => {}' : Function.prototype.toString.call(fn);
  if (text.length > 150) throw new Unwritable('a long function');
  return text;
}
