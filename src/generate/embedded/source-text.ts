/** The source of functions that were made from it. */
const sources = new WeakMap<object, string>();

/** A value of which the source is known. */
export function fromSource(source: string): unknown {
  // The text is one of realcov's own, from a type or from the table of functions.
  const value: unknown = new Function(`return (${source});`)();
  if (typeof value === 'function') sources.set(value, source);
  return value;
}

/** A value that cannot be written down. */
export class Unwritable extends Error {}

const deepest = 6;
const longest = 400;

/**
 * JavaScript source of a value.
 * @throws {Unwritable} for what source cannot say: symbols, functions from elsewhere, instances of classes, cycles
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
  return `'${json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

function writtenObject(value: object, depth: number): string {
  const inner = (part: unknown) => written(part, depth + 1);
  if (Array.isArray(value)) return writtenArray(value, inner);
  if (value instanceof Date)
    return `new Date(${Number.isNaN(value.getTime()) ? 'Number.NaN' : quoted(value.toISOString())})`;
  if (value instanceof RegExp) return String(value);
  if (value instanceof Map) return `new Map(${writtenArray([...value], inner)})`;
  if (value instanceof Set) return `new Set(${writtenArray([...value], inner)})`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Unwritable('an instance');
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

/** The same value again, of which nothing is shared but functions. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copyOf(item)) as T;
  if (value instanceof Date) return new Date(value) as T;
  if (value instanceof RegExp) return new RegExp(value) as T;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [copyOf(key), copyOf(item)])) as T;
  if (value instanceof Set) return new Set([...value].map((item) => copyOf(item))) as T;
  if (value instanceof Promise) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)])) as T;
}
