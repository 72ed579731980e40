import { type Node, types, type Visit } from '../instrument/syntax.ts';
import {
  isGlobalName,
  isGlobalObject,
  isStubbing,
  isWholeEnvironment,
  propertyOf,
  stubbedAt,
} from './globals.ts';
import { loadedAt } from './loading.ts';
import { hookOrTestAround, isFilled, isStill, isTest, mayChange } from './mentions.ts';
import { factoriesOf } from './mocked-modules.ts';
import { type Declaration, isWithin, type Names, referenceAt } from './names.ts';
import type { TestFile } from './test-file.ts';
import { isTestRunner } from './test-runners.ts';

/**
 * Whether everything that a test checks comes from its own text: the language, its own mocks, and declarations of its file
 * that use nothing else. Such a test passes whatever the project does. Only for certain cases: an unknown package, global
 * or matcher may lead to code of the project.
 * @param call that makes the test
 * @param asksMocks whether it asserts on mocks themselves, which tell what others did with them
 */
export function isSelfContained(
  call: Visit<types.CallExpression>,
  file: TestFile,
  asksMocks = true,
): boolean {
  // An import without names may change the language.
  if (file.imports.has('')) return false;
  const answers = known[asksMocks ? 'mocks' : 'values'];
  const answer = answers.get(call.node) ?? new Search(file, call.node, asksMocks).isOwn(call);
  answers.set(call.node, answer);
  return answer;
}

/** Tests are asked about more than once, and in a large file the answer takes a while. */
const known = { mocks: new WeakMap<Node, boolean>(), values: new WeakMap<Node, boolean>() };

const stubs = new WeakMap<TestFile, Map<string, Visit[]>>();

/** Where a file gives a global another value, by its name. */
function stubsIn(file: TestFile): Map<string, Visit[]> {
  const found =
    stubs.get(file) ??
    Map.groupBy(
      file.visits.filter(({ node }) => stubbedAt(node) !== undefined),
      ({ node }) => stubbedAt(node)!,
    );
  stubs.set(file, found);
  return found;
}

const testApi = new Set(
  (
    'vi vitest jest expect it test describe suite beforeEach afterEach beforeAll afterAll assert ' +
    'fit xit xtest fdescribe xdescribe'
  ).split(' '),
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

/** Values from the machine, from settings of the suite, or from other modules. */
const ofOthers =
  /^(getTimezoneOffset|resolvedOptions|toLocale\w*|importActual|importMock|isFakeTimers|getMockedSystemTime)$/;

/** A mock that is declared outside of the test may be called by other code, and then reports on that code. */
const mocking = /^(fn|spyOn|mocked|mockObject|hoisted)$/;

type Where = 'test' | 'outside';

class Search {
  readonly #file: TestFile;
  readonly #test: Node;
  readonly #names: Names;
  readonly #factories: Map<string, Node>;
  readonly #stubs: Map<string, Visit[]>;
  readonly #asksMocks: boolean;
  readonly #seen: Record<Where, Set<Node>> = { test: new Set(), outside: new Set() };

  constructor(file: TestFile, test: Node, asksMocks: boolean) {
    this.#asksMocks = asksMocks || /\.mock\b(?!\()/.test(file.source);
    this.#file = file;
    this.#test = test;
    this.#names = file.names();
    this.#factories = factoriesOf(file);
    this.#stubs = stubsIn(file);
  }

  isOwn(visit: Visit | undefined, where: Where = 'test'): boolean {
    if (!visit) return false;
    const { node } = visit;
    if (this.#seen[where].has(node)) return true;
    this.#seen[where].add(node);
    return [visit, ...this.#file.within(node)].every((each) => this.#isOwnNode(each, where));
  }

  #isOwnNode(visit: Visit, where: Where): boolean {
    const { node } = visit;
    if (types.isMetaProperty(node)) return false;
    const loaded = loadedAt(node);
    if (loaded !== undefined && !this.#isOwnModule(loaded)) return false;
    // JSX is created by a framework, which may be the project itself.
    if (types.isJSX(node)) return false;
    if (types.isMemberExpression(node) && !this.#isOwnMember(visit, where)) return false;
    const name = referenceAt(visit);
    return name === undefined || this.#isOwnName(name, visit, where);
  }

  #isOwnMember(visit: Visit, where: Where): boolean {
    const { object } = visit.node as types.MemberExpression;
    const name = propertyOf(visit.node);
    if (name !== undefined && (ofOthers.test(name) || (isExpectation(object) && !matchers.has(name))))
      return false;
    const isMocking = types.isIdentifier(object, { name: 'vi' }) && mocking.test(name ?? 'fn');
    if (isMocking && where === 'outside' && this.#asksMocks) return false;
    if (isGlobalObject(object)) return name !== undefined && this.#isStubbed(name);
    // It is restored, or one of its variables is named.
    return !types.isIdentifier(object, { name: 'process' }) || isWholeEnvironment(visit);
  }

  #isOwnName(name: string, visit: Visit, where: Where): boolean {
    const declared = this.#names.at(visit, name);
    if (declared) return this.#isOwnDeclaration(declared, where);
    const from = this.#file.imports.get(name);
    if (from !== undefined) return isTestRunner(from) || this.#isOwnModule(from);
    if (testApi.has(name) || language.has(name)) return true;
    // Its value is checked where it is named.
    if (isGlobalName(name)) return types.isMemberExpression(visit.parent?.node) || isStubbing(visit);
    return this.#isStubbed(name);
  }

  /** A module that the file mocks completely: its exports come from the file. */
  #isOwnModule(specifier: string): boolean {
    return this.isOwn(this.#visitOf(this.#factories.get(specifier)), 'outside');
  }

  #isStubbed(name: string): boolean {
    const stubs = this.#stubs.get(name) ?? [];
    return stubs.length > 0 && stubs.every((each) => this.#isOwnPlace(each));
  }

  /** The value changes in the test, or in a hook or test without other code. */
  #isOwnPlace(visit: Visit): boolean {
    if (isWithin(visit.node, this.#test)) return true;
    const whole = hookOrTestAround(visit);
    return whole !== undefined && this.isOwn(whole, 'outside');
  }

  #isOwnDeclaration(declared: Declaration, where: Where): boolean {
    const { node, scope, isConst, isParameter } = declared;
    const isAround = isWithin(this.#test, scope);
    if (isParameter) return !isAround || this.#isOwnArgument(node);
    if (!types.isVariableDeclarator(node)) return this.isOwn(this.#visitOf(node), where);
    if (!this.isOwn(this.#visitOf(node), isAround ? 'outside' : where) || !this.#isOwnLoop(node))
      return false;
    if (!isAround || (isConst && isStill(node.init))) return true;
    return this.#mentionsOf(declared).every((each) => {
      const change = mayChange(each);
      // A value that another test only passes on does not change.
      const whole = change === 'is handed over' && isConst && isFilled(node.init) && hookOrTestAround(each);
      return change === undefined || (whole && isTest(whole)) || this.#isOwnPlace(each);
    });
  }

  /** A parameter of a function around the test: `describe.each(table)(…, (value) => …)`. */
  #isOwnArgument(node: Node): boolean {
    const call = this.#visitOf(node)?.parent?.node;
    if (!types.isCallExpression(call)) return false;
    const others = [call.callee, ...call.arguments.filter((each) => each !== node)];
    return others.every((each) => this.isOwn(this.#visitOf(each), 'outside'));
  }

  /** `for (const value of table) …` */
  #isOwnLoop(node: Node): boolean {
    const loop = this.#visitOf(node)?.parent?.parent?.node;
    return !types.isForXStatement(loop) || this.isOwn(this.#visitOf(loop.right), 'outside');
  }

  #mentionsOf({ name, scope, node }: Declaration): Visit[] {
    return this.#file
      .mentionsOf(name)
      .filter((each) => isWithin(each.node, scope) && this.#names.at(each, name)?.node === node);
  }

  #visitOf(node: Node | undefined): Visit | undefined {
    return node && this.#file.visitOf(node);
  }
}

/** `expect(…)`, or a chain after it. */
function isExpectation(node: Node): boolean {
  for (let part: Node = node; ; ) {
    if (types.isMemberExpression(part)) part = part.object;
    else if (types.isCallExpression(part)) {
      if (types.isIdentifier(part.callee, { name: 'expect' })) return true;
      part = part.callee;
    } else return false;
  }
}
