/** What the arguments of a generic type allow. */
export interface TypeArguments {
  /** Constants that fit the first. */
  first: () => string[];
  /** One constant that fits the first, whatever it takes. */
  any: () => string | undefined;
  /** Whether the first is a type with endlessly many keys: `Record<string, …>`. */
  hasOpenKeys: () => boolean;
}

/** Expressions for constants of the types that JavaScript, the DOM and Node bring along, by the type's name. */
export function builtInConstants(name: string, args: TypeArguments): string[] {
  const fixed = simple.get(name);
  return fixed ? [...fixed] : (generic.get(name)?.(args) ?? []);
}

type Generic = (args: TypeArguments) => string[];

const array: Generic = ({ first }) => [
  '[]',
  ...first()
    .slice(0, 1)
    .map((value) => `[${value}]`),
];
const iterator: Generic = (args) => array(args).map((list) => `${list}.values()`);
const asyncIterator: Generic = () => ['(async function* () {})()'];
const same: Generic = ({ first }) => first();

/** A promise of nothing is not a missing promise, so it counts although its value is `undefined`. */
const promise: Generic = ({ first, any }) => {
  const values = first().length > 0 ? first() : [any() ?? ''];
  return values.map((value) => `Promise.resolve(${value === 'undefined' ? '' : value})`);
};

const generic = new Map<string, Generic>([
  ['Array', array],
  ['ReadonlyArray', array],
  ['Promise', promise],
  ['PromiseLike', promise],
  ['Iterable', array],
  ['Iterator', iterator],
  ['IterableIterator', iterator],
  ['IteratorObject', iterator],
  ['ArrayIterator', iterator],
  ['Generator', () => ['(function* () {})()']],
  ['AsyncIterable', asyncIterator],
  ['AsyncIterator', asyncIterator],
  ['AsyncIterableIterator', asyncIterator],
  ['AsyncGenerator', asyncIterator],
  ['Partial', () => ['{}']],
  ['Record', ({ hasOpenKeys }) => (hasOpenKeys() ? ['{}'] : [])],
  ['Readonly', same],
  ['Required', same],
  ['NonNullable', same],
  ['NoInfer', same],
]);

const error = (name: string): [string, string[]] => [name, [`new ${name}("realcov")`]];
const empty = (name: string): [string, string[]] => [name, [`new ${name}()`]];
const buffer = (name: string): [string, string[]] => [name, [`new ${name}(0)`]];

const simple = new Map<string, string[]>([
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError'].map(
    error,
  ),
  ...[
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'URLSearchParams',
    'Headers',
    'FormData',
    'AbortController',
    'Response',
  ].map(empty),
  ...['ArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array'].map(buffer),
  ...['Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'].map(
    buffer,
  ),
  ['ReadonlyMap', ['new Map()']],
  ['ReadonlySet', ['new Set()']],
  ['Buffer', ['Buffer.alloc(0)']],
  ['Date', ['new Date(0)']],
  ['RegExp', ['/realcov/']],
  ['URL', ['new URL("http://localhost")']],
  ['Function', ['() => {}']],
  ['Object', ['{}']],
  ['String', ['""', '"realcov"']],
  ['Number', ['0', '1', '-1']],
  ['Boolean', ['true', 'false']],
  ['PropertyKey', ['""']],
]);
