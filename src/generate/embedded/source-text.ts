import { withEscapes } from '../../model/visible.ts';
import type { Import } from './spec.ts';

/** The source of functions that were created from it. */
const sources = new WeakMap<object, string>();

/** A value with known source. */
export function fromSource(source: string): unknown {
  // The text comes from realcov itself: from a type or from the table of functions.
  const value: unknown = new Function(`return (${source});`)();
  if (typeof value === 'function') sources.set(value, source);
  return value;
}

/** The source that is written for a function. */
export function standIn(source: string): () => void {
  const fn = () => {};
  sources.set(fn, source);
  return fn;
}

/** A value from source in which functions are `__fn('…')`. */
export function fromRecorded(source: string): unknown {
  return (new Function('__fn', `return (${source});`) as (fn: typeof fromSource) => unknown)(fromSource);
}

/** Means a value that is created anew for each call, such as an instance of a class. */
export class Recipe {
  readonly args: readonly unknown[];
  readonly make: (...args: unknown[]) => unknown;
  readonly write: (...args: string[]) => string;
  readonly imports: readonly Import[];

  /** @param args the arguments it is created with, which are created and written in the same way */
  constructor(
    args: readonly unknown[],
    make: (...args: unknown[]) => unknown,
    write: (...args: string[]) => string,
    imports: readonly Import[] = [],
  ) {
    this.args = args;
    this.make = make;
    this.write = write;
    this.imports = imports;
  }
}

/** The imports that the source of a value needs. */
export function importsOf(value: unknown): Import[] {
  if (value instanceof Recipe) return [...value.imports, ...value.args.flatMap(importsOf)];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) || value instanceof Set) return [...value].flatMap(importsOf);
  return (value instanceof Map ? [...value] : Object.values(value)).flatMap(importsOf);
}

/** A value that cannot be written down. */
export class Unwritable extends Error {}

const deepest = 6;
const longest = 400;

/**
 * JavaScript source of a value.
 * @throws {Unwritable} for values without source: symbols, functions from elsewhere, instances of classes, cycles
 */
export function toSource(value: unknown): string {
  const text = written(value, 0);
  if (text.length > longest) throw new Unwritable('too long');
  return text;
}

function written(value: unknown, depth: number): string {
  if (depth > deepest) throw new Unwritable('too deep');
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'function': {
      const source = sources.get(value);
      if (source === undefined) throw new Unwritable('a function');
      return source;
    }
    case 'object':
      return value === null ? 'null' : writtenObject(value, depth);
    default:
      throw new Unwritable(typeof value);
  }
}

function quoted(value: string): string {
  const json = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${withEscapes(json)}'`;
}

const errors = new Set([Error, RangeError, SyntaxError, TypeError].map((each) => each.prototype as Error));

function writtenObject(value: object, depth: number): string {
  const inner = (part: unknown) => written(part, depth + 1);
  if (value instanceof Recipe) return value.write(...value.args.map(inner));
  if (Array.isArray(value)) return writtenArray(value, inner);
  if (value instanceof Date)
    return `new Date(${Number.isNaN(value.getTime()) ? 'Number.NaN' : quoted(value.toISOString())})`;
  if (value instanceof RegExp) return String(value);
  if (value instanceof Map) return `new Map(${writtenArray([...value], inner)})`;
  if (value instanceof Set) return `new Set(${writtenArray([...value], inner)})`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === URL.prototype || prototype === URLSearchParams.prototype)
    return `new ${value.constructor.name}(${quoted(String(value))})`;
  if (prototype !== null && errors.has(prototype as Error))
    return `new ${value.constructor.name}(${quoted((value as Error).message)})`;
  if (prototype === Uint8Array.prototype)
    return `new Uint8Array(${writtenArray([...(value as Uint8Array)], inner)})`;
  if (!isPlain(value)) throw new Unwritable('an instance');
  if (Object.getOwnPropertySymbols(value).length > 0) throw new Unwritable('symbols');
  const members = Object.entries(value).map(([key, member]) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__' ? key : `[${quoted(key)}]`;
    return `${/^\[/.test(name) && key !== '__proto__' ? quoted(key) : name}: ${inner(member)}`;
  });
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function writtenArray(value: unknown[], inner: (part: unknown) => string): string {
  const items = Array.from(value, (item, index) => {
    if (!(index in value)) throw new Unwritable('a hole');
    return inner(item);
  });
  return `[${items.join(', ')}]`;
}

/** A deep copy that shares only functions and instances. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Recipe) return value.make(...value.args.map((each) => copyOf(each))) as T;
  if (Array.isArray(value)) return value.map((item) => copyOf(item)) as T;
  if (value instanceof Date) return new Date(value) as T;
  if (value instanceof RegExp) return new RegExp(value) as T;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [copyOf(key), copyOf(item)])) as T;
  if (value instanceof Set) return new Set([...value].map((item) => copyOf(item))) as T;
  if (value instanceof Promise || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)])) as T;
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
