/** The names that a test may use, besides those that it declares or imports. */

const list = (text: string): string[] => text.trim().split(/\s+/);

/** Values that always exist. */
export const constants = new Set(list('undefined NaN Infinity'));

/** They convert one value into another. They may be called, or passed to `map` and the like. */
export const converters = new Set(
  list(`Number String Boolean BigInt Symbol parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent
    encodeURI decodeURI`),
);

/** They may be called. */
const functions = new Set([
  ...converters,
  ...list(`structuredClone setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask
    btoa atob`),
]);

const errors = new Set(
  list(
    `Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError DOMException`,
  ),
);

/** They can also be called without `new`. */
export const callable = new Set([...functions, ...errors, 'Array', 'Date', 'RegExp']);

/** They may be called with `new`, and used with `instanceof` and the like. */
export const classes = new Set([
  ...errors,
  ...list(`Array Date Map Set WeakMap WeakSet Promise RegExp URL URLSearchParams String Number Boolean Object
    ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
    Float32Array Float64Array BigInt64Array BigUint64Array TextEncoder TextDecoder AbortController AbortSignal Event
    EventTarget Headers Request Response FormData Blob File Buffer ReadableStream WritableStream TransformStream`),
]);

/** They may only be named, to compare with them. */
export const notMade = new Set(list('Object Buffer AbortSignal'));

const typedArrays = [...classes].filter((name) => /^(Big)?(Int|Uint|Float)\d+/.test(name));

const members: Record<string, string> = {
  Array: 'from of isArray',
  ArrayBuffer: 'isView',
  AbortSignal: 'abort any timeout',
  BigInt: 'asIntN asUintN',
  Buffer: 'from alloc concat isBuffer byteLength',
  Date: 'now parse UTC',
  Intl: 'Collator DateTimeFormat ListFormat NumberFormat PluralRules RelativeTimeFormat Segmenter',
  JSON: 'stringify parse',
  Map: 'groupBy',
  Math: Object.getOwnPropertyNames(Math).join(' '),
  Number: `EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER MIN_VALUE NEGATIVE_INFINITY NaN POSITIVE_INFINITY
    isFinite isInteger isNaN isSafeInteger parseFloat parseInt`,
  Object: 'assign create entries freeze fromEntries groupBy hasOwn is isFrozen isSealed keys seal values',
  Promise: 'all allSettled any race reject resolve withResolvers',
  Response: 'error json',
  String: 'fromCharCode fromCodePoint',
  Symbol: 'asyncIterator iterator',
  URL: 'canParse',
  console: 'debug error info log warn',
  performance: 'now',
};

/** The members of a global that a test may use, by the global's name. */
export const membersOf = new Map<string, ReadonlySet<string>>([
  ...Object.entries(members).map(([name, text]): [string, Set<string>] => [name, new Set(list(text))]),
  ...typedArrays.map((name): [string, Set<string>] => [name, new Set(['from', 'of'])]),
]);

/** Globals whose members may be spied on. */
export const spiedOn = new Set(list('Math Date console performance'));

export function isGlobal(name: string): boolean {
  return constants.has(name) || callable.has(name) || classes.has(name) || membersOf.has(name);
}

/** What test runners have for mocks and timers. */
export const toolNames = new Set(['vi', 'jest']);

/** Their members that a test may use: nothing about modules, environment or settings. */
export const toolMembers = new Set(
  list(`fn spyOn mocked isMockFunction clearAllMocks resetAllMocks restoreAllMocks useFakeTimers useRealTimers
    isFakeTimers setSystemTime getMockedSystemTime getRealSystemTime getTimerCount clearAllTimers runAllTicks runAllTimers
    runAllTimersAsync runOnlyPendingTimers runOnlyPendingTimersAsync advanceTimersByTime advanceTimersByTimeAsync
    advanceTimersToNextTimer advanceTimersToNextTimerAsync advanceTimersToNextFrame waitFor waitUntil`),
);

/** The members of `expect` itself. */
export const expectMembers = new Set(
  list(`any anything arrayContaining assertions closeTo hasAssertions not objectContaining poll soft stringContaining
    stringMatching unreachable`),
);

/** The members of `expect(…)`: Vitest's own matchers, and chai's words. */
export const matchers = new Set(
  list(`not resolves rejects toBe toBeCloseTo toBeDefined toBeFalsy toBeGreaterThan toBeGreaterThanOrEqual toBeInstanceOf
    toBeLessThan toBeLessThanOrEqual toBeNaN toBeNull toBeNullable toBeOneOf toBeTruthy toBeTypeOf toBeUndefined toContain
    toContainEqual toEqual toHaveLength toHaveProperty toMatch toMatchObject toStrictEqual toThrow toThrowError
    toHaveBeenCalled toHaveBeenCalledAfter toHaveBeenCalledBefore toHaveBeenCalledExactlyOnceWith toHaveBeenCalledOnce
    toHaveBeenCalledTimes toHaveBeenCalledWith toHaveBeenLastCalledWith toHaveBeenNthCalledWith toHaveLastResolvedWith
    toHaveLastReturnedWith toHaveNthResolvedWith toHaveNthReturnedWith toHaveResolved toHaveResolvedTimes
    toHaveResolvedWith toHaveReturned toHaveReturnedTimes toHaveReturnedWith toBeCalled toBeCalledTimes toBeCalledWith
    lastCalledWith nthCalledWith toReturn toReturnTimes toReturnWith lastReturnedWith nthReturnedWith
    to be been is that which and has have with at of same but does still also deep nested own ordered any all a an
    include includes contain contains ok true false null undefined NaN exist empty equal equals eq eql above gt
    greaterThan least gte below lt lessThan most lte within instanceof instanceOf property length lengthOf match matches
    string keys key throw throws Throw closeTo approximately members oneOf`),
);

/** Matchers that take the name of a property. */
export const propertyMatchers = new Set(list('toHaveProperty property'));

const reflective = new Set(
  list(`constructor prototype caller callee arguments mainModule getBuiltinModule binding dlopen
    prepareStackTrace captureStackTrace stackTraceLimit getOwnPropertyDescriptor getOwnPropertyDescriptors
    getOwnPropertyNames getOwnPropertySymbols getPrototypeOf setPrototypeOf defineProperty defineProperties
    asymmetricMatch $$typeof ~standard ownProperty haveOwnProperty ownPropertyDescriptor haveOwnPropertyDescriptor
    respondTo contexts instances mockReturnThis _idleNext _idlePrev _onTimeout
    ownerDocument defaultView contentWindow contentDocument insertAdjacentHTML setHTMLUnsafe setAttribute setAttributeNS
    createContextualFragment parentNode getRootNode composedPath createElement createElementNS writeln`),
);

/** Whether a name leads from a value to its constructor, or from an assertion to its internals. */
export function isReflective(name: string): boolean {
  return name.startsWith('__') || reflective.has(name) || /^(to)?(match|throw).*snapshot$/i.test(name);
}

const leading = new Set(['constructor', 'prototype', 'getBuiltinModule', 'mainModule']);

/** The same for a text that a tested function could look up: a name, or a path of names. */
export function reflectiveIn(text: string): string | undefined {
  const hidden = /__(proto|(define|lookup)[GS]etter)__/.exec(text)?.[0];
  if (hidden !== undefined) return hidden;
  return /^[\w$.[\]'"/]+$/.test(text) ? text.split(/[^\w$]+/).find((part) => leading.has(part)) : undefined;
}

/** Attributes that run code when they are set on an element. */
export function isScript(name: string): boolean {
  return /^(innerHTML|outerHTML|srcdoc|href|src|on[a-z]+)$/.test(name);
}

/** Almost every object has these itself. */
const usual = new Set(list('length message description'));

/** Names that exist on the language's own objects and could be overwritten. */
export const builtInNames: ReadonlySet<string> = new Set(
  [...classes, 'Math', 'JSON', 'Symbol', 'BigInt', 'Intl', 'console', 'performance'].flatMap((name) => {
    const holder = Reflect.get(globalThis, name) as { prototype?: object } | undefined;
    return holder === undefined ? [] : [...writableIn(holder), ...writableIn(holder.prototype ?? {})];
  }),
);

function writableIn(holder: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(holder))
    .filter(([, { writable, set }]) => writable === true || set !== undefined)
    .map(([name]) => name)
    .filter((name) => !usual.has(name));
}

/** Array methods that call a function with each item and its index. */
export const eachMethods = new Set(
  list('every filter find findIndex findLast findLastIndex flatMap forEach map some'),
);

/** Array methods that return an array. */
export const arrayMethods = new Set(
  list('concat filter flat flatMap map reverse slice sort splice toReversed toSorted toSpliced with'),
);
