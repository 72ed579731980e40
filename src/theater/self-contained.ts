import { ancestors, type Node, types, type Visit } from '../instrument/syntax.ts';
import { factoriesOf } from './mocked-modules.ts';
import { type Declaration, isWithin, type Names, referenceAt } from './names.ts';
import type { TestFile } from './test-file.ts';

/**
 * Whether all that a test looks at comes from its own text: the language, mocks of its own, and what its file declares of
 * nothing else. Whatever becomes of the project, it passes. Said only of what is certain: a package, a global of the
 * platform or a matcher that is not known may well lead to code of the project.
 * @param call that makes the test
 */
export function isSelfContained(call: Visit<types.CallExpression>, file: TestFile): boolean {
  // What is imported for its effect alone may change the language.
  return !file.imports.has('') && new Search(file).isOwn(call);
}

const testApi = new Set(
  'vi vitest expect it test describe suite beforeEach afterEach beforeAll afterAll assert'.split(' '),
);

const language = new Set(
  (
    'undefined NaN Infinity Object Array String Number Boolean Symbol BigInt Math JSON Date RegExp Map Set WeakMap WeakSet ' +
    'Promise Proxy Reflect Error TypeError RangeError SyntaxError ReferenceError AggregateError DOMException ' +
    'isNaN isFinite parseInt parseFloat encodeURIComponent decodeURIComponent encodeURI decodeURI ' +
    'ArrayBuffer DataView Uint8Array Uint16Array Uint32Array Int8Array Int16Array Int32Array Float32Array Float64Array ' +
    'Buffer TextEncoder TextDecoder URL URLSearchParams structuredClone queueMicrotask atob btoa console ' +
    'setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate AbortController AbortSignal ' +
    'Event EventTarget Headers Request Response Blob FormData DOMParser XMLSerializer arguments'
  ).split(' '),
);

const matchers = new Set(
  (
    'not resolves rejects soft poll to be been is that which and has have with at of same but does still also ' +
    'toBe toEqual toStrictEqual toBeDefined toBeUndefined toBeNull toBeNullable toBeTruthy toBeFalsy toBeNaN toBeTypeOf ' +
    'toBeInstanceOf toBeGreaterThan toBeGreaterThanOrEqual toBeLessThan toBeLessThanOrEqual toBeCloseTo toContain ' +
    'toContainEqual toHaveLength toHaveProperty toMatch toMatchObject toBeOneOf toSatisfy toThrow toThrowError ' +
    'toHaveBeenCalled toHaveBeenCalledTimes toHaveBeenCalledOnce toHaveBeenCalledWith toHaveBeenLastCalledWith ' +
    'toHaveBeenNthCalledWith toHaveBeenCalledExactlyOnceWith toHaveBeenCalledBefore toHaveBeenCalledAfter toBeCalled ' +
    'toBeCalledTimes toBeCalledWith toHaveReturned toHaveReturnedTimes toHaveReturnedWith toHaveResolved ' +
    'toHaveResolvedWith equal equals eq eql deep true false null undefined ok exist a an instanceof include contain ' +
    'property length lengthOf above below match throw'
  ).split(' '),
);

/** Of the machine, of the settings of the suite, or of other modules. */
const ofOthers =
  /^(getTimezoneOffset|resolvedOptions|toLocale\w*|importActual|importMock|isFakeTimers|getMockedSystemTime)$/;

class Search {
  readonly #file: TestFile;
  readonly #names: Names;
  readonly #factories: Map<string, Node>;
  readonly #stubs: Map<string, Visit[]>;
  readonly #seen = new Set<Node>();

  constructor(file: TestFile) {
    this.#file = file;
    this.#names = file.names();
    this.#factories = factoriesOf(file);
    this.#stubs = Map.groupBy(
      file.visits.filter(({ node }) => stubbedAt(node) !== undefined),
      ({ node }) => stubbedAt(node)!,
    );
  }

  isOwn(visit: Visit): boolean {
    const { node } = visit;
    if (this.#seen.has(node)) return true;
    this.#seen.add(node);
    return [visit, ...this.#file.within(node)].every((each) => this.#isOwnNode(each));
  }

  #isOwnNode(visit: Visit): boolean {
    const { node } = visit;
    if (types.isImport(node) || types.isImportExpression(node) || types.isMetaProperty(node)) return false;
    if (types.isMemberExpression(node) && !this.#isOwnMember(visit)) return false;
    const name = referenceAt(visit);
    return name === undefined || this.#isOwnName(name, visit);
  }

  #isOwnMember(visit: Visit): boolean {
    const { object } = visit.node as types.MemberExpression;
    const name = propertyOf(visit.node);
    if (name !== undefined && (ofOthers.test(name) || (isExpectation(object) && !matchers.has(name))))
      return false;
    if (isGlobalObject(object)) return name !== undefined && this.#isStubbed(name);
    // To be put back, or to name one of them.
    return !types.isIdentifier(object, { name: 'process' }) || isWholeEnvironment(visit);
  }

  #isOwnName(name: string, visit: Visit): boolean {
    const declared = this.#names.at(visit, name);
    if (declared) return this.#isOwnDeclaration(declared);
    const from = this.#file.imports.get(name);
    if (from !== undefined) return from === 'vitest' || this.#isOwnFactory(from);
    if (testApi.has(name) || language.has(name)) return true;
    // What they hold is asked for where it is named.
    if (isGlobalName(name)) return types.isMemberExpression(visit.parent?.node) || isStubbing(visit);
    return this.#isStubbed(name);
  }

  /** What a mock of a whole module gives is what the test file says. */
  #isOwnFactory(specifier: string): boolean {
    const factory = this.#factories.get(specifier);
    return factory !== undefined && this.#isOwnNodeOf(factory);
  }

  #isStubbed(name: string): boolean {
    const stubs = this.#stubs.get(name);
    return stubs?.every((each) => this.isOwn(wholeOf(each))) ?? false;
  }

  #isOwnDeclaration(declared: Declaration): boolean {
    const { node, isConst } = declared;
    if (this.#seen.has(node)) return true;
    if (!this.#isOwnNodeOf(node) || !this.#isOwnTable(node)) return false;
    if (!types.isVariableDeclarator(node) || (isConst && isStill(node.init))) return true;
    return this.#mentionsOf(declared).every((each) => {
      const whole = wholeOf(each);
      // What only another test hands over stays what it is.
      return (isConst && isTest(whole)) || this.isOwn(whole);
    });
  }

  /** `describe.each(table)(…, (value) => …)`: what the parameters of a suite are given. */
  #isOwnTable(node: Node): boolean {
    const call = this.#visitOf(node)?.parent;
    return !types.isCallExpression(call?.node) || this.#isOwnNodeOf(call.node.callee);
  }

  /** Where else it may be given a value. */
  #mentionsOf({ name, scope, node }: Declaration): Visit[] {
    return this.#file.visits.filter(
      (each) =>
        referenceAt(each) === name && isWithin(each.node, scope) && this.#names.at(each, name)?.node === node,
    );
  }

  #isOwnNodeOf(node: Node): boolean {
    const visit = this.#visitOf(node);
    return visit !== undefined && this.isOwn(visit);
  }

  #visitOf(node: Node): Visit | undefined {
    return this.#file.visits.find((each) => each.node === node);
  }
}

const isGlobalName = (name: string) => /^(global|globalThis|window|self|process)$/.test(name);

/** `globalThis`, or `process.env`. */
function isGlobalObject(node: Node | null | undefined): boolean {
  if (types.isIdentifier(node)) return isGlobalName(node.name) && node.name !== 'process';
  return isEnvironment(node);
}

function isEnvironment(node: Node | null | undefined): boolean {
  return (
    types.isMemberExpression(node) &&
    types.isIdentifier(node.object, { name: 'process' }) &&
    propertyOf(node) === 'env'
  );
}

function propertyOf(node: Node): string | undefined {
  if (!types.isMemberExpression(node)) return undefined;
  if (types.isIdentifier(node.property) && !node.computed) return node.property.name;
  return types.isStringLiteral(node.property) ? node.property.value : undefined;
}

/** `process.env` where it is kept, put back, or one of its variables named. */
function isWholeEnvironment({ node, parent, key }: Visit): boolean {
  if (!isEnvironment(node)) return false;
  const isKept = types.isVariableDeclarator(parent?.node) && types.isIdentifier(parent.node.id);
  const isPutBack = types.isAssignmentExpression(parent?.node) && key === 'left';
  return (
    isKept ||
    isPutBack ||
    types.isSpreadElement(parent?.node) ||
    (types.isMemberExpression(parent?.node) && key === 'object')
  );
}

/** The global, or the variable of the environment, that a node gives a value of its own. */
function stubbedAt(node: Node): string | undefined {
  if (types.isAssignmentExpression(node)) return stubbedBy(node.left);
  if (types.isUnaryExpression(node, { operator: 'delete' })) return stubbedBy(node.argument);
  if (!types.isCallExpression(node) || !types.isMemberExpression(node.callee)) return undefined;
  const [first, second] = node.arguments;
  const method = propertyOf(node.callee);
  if ((method === 'stubGlobal' || method === 'stubEnv') && types.isStringLiteral(first)) return first.value;
  const isPut = (method === 'spyOn' || method === 'defineProperty') && isGlobalObject(first);
  return isPut && types.isStringLiteral(second) ? second.value : undefined;
}

function stubbedBy(target: Node): string | undefined {
  return types.isMemberExpression(target) && isGlobalObject(target.object) ? propertyOf(target) : undefined;
}

function isStubbing({ parent }: Visit): boolean {
  return parent !== undefined && stubbedAt(parent.node) !== undefined;
}

/** `expect(…)`, or what is chained to one. */
function isExpectation(node: Node): boolean {
  for (let part: Node = node; ; ) {
    if (types.isMemberExpression(part)) part = part.object;
    else if (types.isCallExpression(part)) {
      if (types.isIdentifier(part.callee, { name: 'expect' })) return true;
      part = part.callee;
    } else return false;
  }
}

function isStill(node: Node | null | undefined): boolean {
  return node != null && (types.isLiteral(node) || types.isFunction(node) || types.isUnaryExpression(node));
}

/** The hook or the test that a place belongs to, or the statement. */
function wholeOf(visit: Visit): Visit {
  const around = [visit, ...ancestors(visit)];
  return (
    around.find(({ node }) => isCallOf(node, hooksAndTests)) ??
    around.find(({ node }) => types.isStatement(node)) ??
    visit
  );
}

const hooksAndTests = /^(beforeEach|afterEach|beforeAll|afterAll|it|test)$/;

function isTest({ node }: Visit): boolean {
  return isCallOf(node, /^(it|test)$/);
}

function isCallOf(node: Node, names: RegExp): boolean {
  if (!types.isCallExpression(node)) return false;
  for (let part: Node = node.callee; ; ) {
    if (types.isMemberExpression(part)) part = part.object;
    else if (types.isCallExpression(part)) part = part.callee;
    else return types.isIdentifier(part) && names.test(part.name);
  }
}
