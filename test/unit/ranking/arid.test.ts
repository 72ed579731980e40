import { describe, expect, test } from 'vitest';
import { aridIn, aridRules } from '../../../src/ranking/arid/index.ts';
import { broken } from '../../helpers/broken.ts';

/** The code that is broken stands between « and »; a break deletes it if nothing else is said. */
interface Case {
  code: string;
  by?: string;
  mutator?: string;
}

function reasonOf({ code, by = '', mutator = 'StringLiteral' }: Case, file = 'a.tsx'): string | undefined {
  const { source, mutant } = broken(code, { replacement: by, mutator });
  return aridIn(source, file)(mutant);
}

/** What is arid for a reason, and what looks like it and is not. */
const kinds: Record<string, { arid: Case[]; not: Case[] }> = {
  'one falsy value instead of another': {
    arid: [
      {
        code: 'function f(a) { if (a) { «return false;» } return a; }',
        by: 'return;',
        mutator: 'ReturnValue',
      },
      { code: 'function f(a) { if (a) «return null» }', by: 'return', mutator: 'ReturnValue' },
      {
        code: 'function f(a, deep = «false») { return deep; }',
        by: 'undefined',
        mutator: 'DefaultParameter',
      },
    ],
    not: [
      { code: 'function f(a, deep = «true») { return deep; }', by: 'undefined', mutator: 'DefaultParameter' },
      { code: 'function f(a) { if (a) «return true;» return a; }', by: 'return;', mutator: 'ReturnValue' },
      { code: 'function f(a) { if (a) «return [];» return a; }', by: 'return;', mutator: 'ReturnValue' },
    ],
  },
  'the same where both are equal': {
    arid: [
      { code: 'if («a < best») { best = a; }', by: 'a <= best', mutator: 'EqualityOperator' },
      {
        code: 'if («a.length > most») most = a.length;',
        by: 'a.length >= most',
        mutator: 'EqualityOperator',
      },
    ],
    not: [
      { code: 'if («a < best») { best = a; at = i; }', by: 'a <= best', mutator: 'EqualityOperator' },
      { code: 'if («a < best») { best = a; }', by: 'a >= best', mutator: 'EqualityOperator' },
      { code: 'if («a < best») { best = i; }', by: 'a <= best', mutator: 'EqualityOperator' },
      { code: 'if («a < best») best = a; else stop();', by: 'a <= best', mutator: 'EqualityOperator' },
    ],
  },
  'a bound that the condition behind it holds too': {
    arid: [
      { code: "while («i < s.length» && s[i] === ' ') i++", by: 'true', mutator: 'ConditionalExpression' },
      {
        code: "while («i < s.length» && (s[i] === ' ' || s[i] === '.')) i++",
        by: 'true',
        mutator: 'ConditionalExpression',
      },
    ],
    not: [
      { code: "while («i < s.length» && s[i] !== ' ') i++", by: 'true', mutator: 'ConditionalExpression' },
      { code: "while («i < s.length» && t[i] === ' ') i++", by: 'true', mutator: 'ConditionalExpression' },
      { code: "while («i < s.length» && s[i] === ' ') i++", by: 'false', mutator: 'ConditionalExpression' },
      {
        code: "while («i < s.length» && (s[i] === ' ' || ok)) i++",
        by: 'true',
        mutator: 'ConditionalExpression',
      },
    ],
  },
  'a state that nothing compares': {
    arid: [{ code: "let s = 'a'; function f() { if (s === 'a') s = «'b'»; }", by: '""' }],
    not: [
      { code: "let s = 'a'; function f() { if (s === 'a') s = «'b'»; if (s === 'b') g(); }", by: '""' },
      { code: "let s = 'a'; function f() { s = «'b'»; return s; }", by: '""' },
      { code: "let s = 'a'; function f() { if (s === 'a') s = «'b'»; g(s); }", by: '""' },
      { code: "function f(o) { if (o.s === 'a') o.s = «'b'»; }", by: '""' },
    ],
  },
  logging: {
    arid: [
      { code: "console.warn(«'slow'»)" },
      { code: 'this.options.logger?.info(`took ${«a ?? b»}`)' },
      { code: 'function f() { if («this.verbose») { console.log("x"); } }', by: 'false' },
      { code: 'function f() { if (a) «{ log.debug("x"); }» }', by: '{}', mutator: 'BlockStatement' },
      { code: 'function f() «{ console.error("x"); }»', by: '{}', mutator: 'EmptyBody' },
      { code: 'a && «warnOnce(i18n)»', by: 'undefined' },
      { code: 'const warnOnce = (text) => { if («seen[text]») return; warn(text); }', by: 'false' },
      { code: 'f(() => logger.info(«"x"»))' },
    ],
    not: [
      { code: 'Math.log(«a + b»)', by: 'a - b' },
      { code: 'login(«"x"»); logOut("x")' },
      { code: 'const rows = console.log(«value»)', by: '1' },
      { code: 'function f() { if («a») { console.log("x"); stop(); } }', by: 'false' },
      { code: 'function f() { try { g(); } «catch (e) { console.error(e); }» }', mutator: 'CatchRemoval' },
      { code: 'function logger() { return async () => { await log(«"x"»); }; }' },
      { code: 'console.log(function () { return «1»; })', by: '0' },
      { code: 'debugging(«"x"»); catalog.add("x")' },
      { code: 'this.log.append(«"x"»)' },
    ],
  },
  metrics: {
    arid: [
      { code: "metrics.increment(«'jobs'»)" },
      { code: 'performance.mark(«"start"»)' },
      { code: 'function f() { if («a») Sentry.captureException(a); }', by: 'false' },
    ],
    not: [
      { code: 'metrics.timers.set(name, «{ start: 1 }»)', by: '{}' },
      { code: 'counter.increment(«1»)', by: '2' },
      { code: 'const left = performance.now() «-» start', by: '+' },
    ],
  },
  'an assertion of an invariant': {
    arid: [
      { code: 'invariant(«node !== null», "a parsed file has a node")', by: 'true' },
      { code: 'function f() { «assert.strictEqual(a, 0);» }', by: ';', mutator: 'CallRemoval' },
      { code: 'function f() { if («!a») throw new Error("unreachable"); }', by: 'false' },
      { code: 'switch (a) { default: «throw new Error("should never happen");» }', by: ';' },
      { code: 'assertNever(«a»)', by: '0' },
      { code: 'assert(ok, «"setup must be sync"»)' },
    ],
    not: [
      { code: 'assert(«isSync(f)», "setup must be sync")', by: 'true' },
      { code: 'function f() { if («a < 0») throw new RangeError("not below 0"); }', by: 'false' },
      { code: 'function f(a) { if («a») { assert(isF(a), "a must be a function"); } }', by: 'false' },
      { code: 'asserted(«a»)', by: '0' },
    ],
  },
  'the text of an error message': {
    arid: [
      { code: "throw new RangeError(«'too large'»)" },
      { code: 'throw new Error(`no ${«a ?? b»} here`)', by: 'a' },
      { code: 'reject(new HttpError(404, { message: «"gone"» }))' },
      { code: 'throw createError(«"missing"»)' },
      { code: 'class Gone extends Error { constructor() { super(«"gone"»); } }' },
      { code: 'const errorMessage = «`no ${name}`»', by: '``' },
      { code: "throw new Error('a' + «'b'»)" },
    ],
    not: [
      { code: 'throw new HttpError(«404»)', by: '405', mutator: 'NumberLiteral' },
      { code: 'throw new CodedError(«"ERR_NOT_FOUND"»)' },
      { code: 'if («a») throw new Error("no")', by: 'false' },
      { code: 'class Button extends Base { constructor() { super(«"button"»); } }' },
      { code: 'throwHttpException(«"body"»)' },
      { code: 'show({ message: «"hello"» })' },
      { code: 'new Error(load(() => «"x"»))' },
    ],
  },
  'a name for debugging': {
    arid: [
      { code: 'Button.displayName = «"Button"»' },
      { code: 'const name = «C.displayName || C.name»', by: 'false' },
      { code: 'class A { static displayName = «"A"»; }' },
      { code: 'atom.debugPrivate = «true»', by: 'false' },
      { code: 'const key = Symbol(«"key"»)' },
      { code: 'useDebugValue(«value»)', by: 'undefined' },
      { code: 'function f() { «useDebugValue(a);» }', by: ';', mutator: 'CallRemoval' },
    ],
    not: [
      { code: 'let displayName = «file.split("/")»', by: '[]' },
      { code: 'user.name = «"Ada"»' },
      { code: 'const key = Symbol.for(«"key"»)' },
    ],
  },
  'text for debugging': {
    arid: [
      { code: 'class A { get [Symbol.toStringTag]() { return «"A"»; } }' },
      { code: 'const a = { [Symbol.for("nodejs.util.inspect.custom")]() { return «"a"»; } }' },
      { code: 'class E extends Error { toString() { return «"E"»; } }' },
      { code: 'const atom = { toString() { return this.debugLabel ?? «"atom"»; } }' },
    ],
    not: [
      { code: 'class Url { toString() { return «"/"» + this.path; } }' },
      { code: 'store.inspect(() => «1»)', by: '0' },
    ],
  },
  'a time-out': {
    arid: [
      { code: 'const requestTimeout = «5000»', by: '5001' },
      { code: 'const retryDelay = «60 * 1000»', by: '60 / 1000' },
      { code: 'function f({ debounceMs = «0» }) {}', by: '1' },
      { code: 'const ms = { throttleMs: options.throttle ?? «0» }', by: '1' },
      { code: 'setTimeout(done, «100»)', by: '101' },
      { code: 'fetch(url, { signal: AbortSignal.timeout(«100»), retryDelay: 1 })', by: '0' },
      { code: 'function f(delay«= 100») {}', by: '', mutator: 'DefaultParameter' },
    ],
    not: [
      { code: 'const Status = { GATEWAY_TIMEOUT: «504» }', by: '505' },
      { code: 'if («timeout > 100») stop()', by: 'true' },
      { code: 'const timesOut = «5»', by: '6' },
      { code: 'setTimer(done, «100»)', by: '101' },
      { code: 'setTimeout(() => later(«1»), 5)', by: '0' },
    ],
  },
  'a capacity': {
    arid: [
      { code: 'const row = «new Array(count)»', by: 'new Array()', mutator: 'ArrayDeclaration' },
      { code: 'const bufferSize = «1024»', by: '1025' },
      { code: 'const stream = { highWaterMark: «16» }', by: '17' },
      { code: 'emitter.setMaxListeners(«20»)', by: '21' },
    ],
    not: [
      { code: 'const row = «new Array(count)».fill(0)', by: 'new Array()', mutator: 'ArrayDeclaration' },
      { code: 'const row = «new Array(1, 2)»', by: '[]', mutator: 'ArrayDeclaration' },
      { code: 'const pageSize = «20»', by: '21' },
      { code: 'const LIMIT = «50»', by: '51' },
      { code: 'let chunkLength = «0»', by: '1' },
    ],
  },
  'a cache': {
    arid: [
      { code: 'function f() { «cache.set(path, parsed);» }', by: ';', mutator: 'CallRemoval' },
      { code: 'function f() { if («cache.has(a)») return cache.get(a); }', by: 'false' },
      { code: 'function f() { if (cache.has(a)) «{ return cache.get(a); }» }', by: '{}' },
      { code: 'function f() { const hit = memo.get(a); if («hit») return hit; }', by: 'false' },
      { code: 'const cacheKey = «`${a}#${b}`»', by: '``' },
      { code: 'handlerCache.get(«`${file}/${name}`»)', by: '``' },
    ],
    not: [
      { code: 'function f() { if («cache.has(a)») return cache.get(a); }', by: 'true' },
      { code: 'function f() { if (cache.has(a)) { «return cache.get(a);» } }', by: 'return;' },
      { code: 'function f() { if («bodyCache.text») return bodyCache.text; }', by: 'false' },
      { code: 'function memoize(f) { if («cache.has(a)») return cache.get(a); }', by: 'false' },
      { code: 'class QueryCache { add(a) { «this.cache.set(a, 1);» } }', by: ';' },
      { code: 'function f() { «memory.set(a, 1);» }', by: ';', mutator: 'CallRemoval' },
      { code: 'function f() { const hit = find(a); if («hit») return hit; }', by: 'false' },
      { code: 'cache.get(«path»)', by: '""' },
    ],
  },
  'a key of a list item': {
    arid: [
      { code: 'cloneElement(child, «{ key: i }»)', by: '{}' },
      { code: 'const item = <Item key={«`a-${i}`»} />', by: '``' },
      { code: 'const freshProps = { key: «i + 1» }', by: 'i - 1' },
    ],
    not: [
      { code: 'store({ key: «i + 1» })', by: 'i - 1' },
      { code: 'cloneElement(child, { key: i, name: «"a"» })' },
    ],
  },
  'a check for development': {
    arid: [
      { code: 'if («process.env.NODE_ENV !== "production"») check()', by: 'true' },
      { code: 'if («import.meta.env?.MODE».length) check()', by: 'import.meta.env.MODE' },
      { code: 'if («__DEV__» && a) check()', by: 'true' },
    ],
    not: [
      { code: 'if (process.env.NODE_ENV !== "production" && «isNaN(a)») check()', by: 'true' },
      { code: 'if («process.env.PORT») listen()', by: 'true' },
    ],
  },
  'a description': {
    arid: [
      { code: 'z.string().describe(«"the order"»)' },
      { code: 'program.command("a").description(«"does a"»)' },
      { code: 'JSON.stringify(a, null, «2»)', by: '0' },
    ],
    not: [{ code: 'show({ description: «"the order"» })' }, { code: 'z.enum([«"a"»]).describe("a")' }],
  },
  'how a page looks': {
    arid: [
      { code: 'const a = <p style={{ color: «"red"» }} />' },
      { code: 'const a = <p className={«wide ? "a" : "b"»} />', by: '""' },
      { code: 'const a = <p>a{«" "»}</p>', by: '""' },
    ],
    not: [{ code: 'const a = <a href={«"/home"»} />' }, { code: 'const a = <p>{«"text"»}</p>' }],
  },
  'a radix that is the default': {
    arid: [
      { code: 'parseInt(a, «10»)', by: '0' },
      { code: 'Number.parseInt(a, «10»)', by: '0' },
    ],
    not: [
      { code: 'parseInt(a, «16»)', by: '0' },
      { code: 'parseInt(a, «10»)', by: '11' },
    ],
  },
};

describe.each(Object.entries(kinds))('%s', (reason, { arid, not }) => {
  test.each(arid)('arid: $code', (one) => {
    expect(reasonOf(one)).toBe(reason);
  });

  test.each(not)('not: $code', (one) => {
    expect(reasonOf(one)).toBeUndefined();
  });
});

test('every rule has cases', () => {
  expect(Object.keys(kinds).toSorted()).toEqual(aridRules.map(({ reason }) => reason).toSorted());
});

test('a file that does not parse, and one that has changed, say nothing', () => {
  expect(reasonOf({ code: 'console.warn(«"a"»' })).toBeUndefined();
  const { source, mutant } = broken('console.warn(«"a"»)');
  expect(aridIn(source, 'a.ts')(mutant)).toBe('logging');
  expect(aridIn(source.replace('"a"', '"b"'), 'a.ts')(mutant)).toBeUndefined();
});
