import { describe, expect, test } from 'vitest';
import { differences } from './differential.ts';

/** A source and what is evaluated in its scope. */
type Sample = [title: string, source: string, expression: string];

const functions: Sample[] = [
  [
    'functions that are used before they are declared',
    'const first = twice(2); function twice(n: number) { return n * 2 }',
    '[first, twice(3)]',
  ],
  [
    'arrow functions with an expression',
    'const add = (a: number, b: number) => a + b; const make = () => ({ a: 1, b: [1, 2] }); const id = <T,>(x: T): T => x; const curry = (a: number) => (b: number) => (c: number): number => a + b + c',
    '[add(1, 2), make(), id(3), curry(1)(2)(3), add.name, make.name, id.name]',
  ],
  [
    'arrow functions with parameters that do something',
    'const f = ({ a = log(1) } = {}, [b] = [2]) => a + b; const g = async (a = log(3)) => a; const h = (...all) => all.length',
    '[f(), f({ a: 5 }, [6]), await g(), g() instanceof Promise, h(1, 2)]',
  ],
  [
    'names that functions get from where they stand',
    `const o = { f: () => 1, 'g-h': function () { return 2 }, ['i' + 1]: () => 3, j() { return 4 } };
     let k; k = () => 5; let l; l ??= (x) => x; const m = class { static n = () => 6; #p = () => 7; name7() { return this.#p.name } };
     const q = (() => 8) as any; const { r = () => 9 } = {} as any; function s(t = () => 10) { return t.name }
     const u = class { }; const v = { w: class { } };`,
    `[o.f.name, o['g-h'].name, o.i1.name, o.j.name, k.name, l.name, m.name, m.n.name, new m().name7(), q.name, r.name, s(), u.name, v.w.name]`,
  ],
  [
    'default parameters and their order',
    'function f(a = log(1), b = a + log(2), { c = log(3) } = {} as any) { return [a, b, c] }',
    '[f(), f(5), f(5, 6, { c: 7 })]',
  ],
  [
    'this, arguments and new.target',
    `function F() { return [typeof this, arguments.length, new.target === undefined] } const o = { x: 2, f() { return this.x }, g() { return (() => this.x + 1)() } };
     function N(this: any) { this.made = new.target === N }`,
    '[F.call(1, 2, 3), o.f(), (o.f)(), o.g(), new N()]',
  ],
  [
    'generators',
    `function* count(n: number) { for (let i = 0; i < n; i++) { const got = yield i; if (got) log(got) } return 'end' }
     function* all() { yield* count(2); yield* [3, 4] }`,
    `[[...count(3)], [...all()], (() => { const g = count(2); return [g.next(), g.next('x'), g.next(), g.next()] })()]`,
  ],
  [
    'async functions and generators',
    `async function f(x: number) { const y = await Promise.resolve(x); if (y > 2) throw new RangeError('big'); return y + 1 }
     async function* g() { for await (const v of [f(0), f(1)]) yield v } const h = async (x: number) => await f(x)`,
    `[await f(1), await f(3).catch((e) => e.message), await (async () => { const all = []; for await (const v of g()) all.push(v); return all })(), await h(2)]`,
  ],
  [
    'getters and setters',
    `const o = { v: 1, get a() { return this.v + 1 }, set a(x) { this.v = x * 2 } }; class C { static get s() { return 's' } get #p() { return 3 } get q() { return this.#p } }`,
    '[o.a, (o.a = 4), o.v, C.s, new C().q]',
  ],
  [
    'functions with directives and without semicolons',
    `function f() { 'use strict'
      const a = 1
      return a }
     function g() { 'a';'b'; return 2 }`,
    '[f(), g()]',
  ],
  [
    'functions called at once',
    'const a = (function () { return 1 })(); const b = (() => 2)(); const c = (x => x + 1)(2)',
    '[a, b, c]',
  ],
];

const classes: Sample[] = [
  [
    'parameter properties',
    `class Base { constructor(public a: number, protected b = a + 1) { log(this.b) } }
     class Derived extends Base { constructor(private c: number, readonly d = 4) { super(c + 1); log(this.c, this.d) } }`,
    '[new Base(1), new Derived(2)]',
  ],
  [
    'fields that are set before and after super',
    `class Base { x = log('x'); constructor() { this.init() } init() { log('base') } }
     class Derived extends Base { y = log('y'); constructor(n: number) { if (n > 1) log('big'); super(); this.y = n + 1 } init() { log('derived') } }`,
    '[new Derived(1), new Derived(2)]',
  ],
  [
    'derived constructors that call super somewhere',
    `class Base { constructor(public a: any) {} }
     class D extends Base { constructor(x: boolean) { if (x) { super(1) } else { super(2) } log('d') } } class E extends Base {}`,
    '[new D(true), new D(false), new E(3)]',
  ],
  [
    'static blocks, private members and computed keys',
    `const key = 'k'; class C { static #n = 1; static { C.#n += 2; log(C.#n) } static n() { return C.#n } #m = 3; has(o: object) { return #m in o } [key + 1]() { return 4 } static [Symbol.iterator] = function* () { yield 1 } }`,
    '[C.n(), new C().has(new C()), new C().has({}), new C().k1(), [...C]]',
  ],
  [
    'super methods',
    `class A { f(n: number) { return n + 1 } get g() { return 2 } } class B extends A { f(n: number) { return super.f(n) * 2 } get g() { return super.g + 1 } }`,
    '[new B().f(1), new B().g]',
  ],
  [
    'class expressions',
    'const make = (n: number) => class extends Array { size() { return n } }; const A = make(3)',
    '[new A().size(), A.name, make.name]',
  ],
];

const statements: Sample[] = [
  [
    'statements without semicolons',
    `let a = 1
let b = a
log(a)
!a && log(b)
;[1, 2].forEach((x) => log(x))
const f = () => { log('f') }
f()
a++
b--
log(a, b)
if (a) log('yes')
else log('no')
do a--
while (a > 0)
log(a)`,
    '[a, b]',
  ],
  [
    'an else that could belong to another if',
    'function f(a: boolean, b: boolean) { if (a) if (b) log(1); else log(2); if (a) { if (b) log(3) } else log(4); if (a) log(5); else if (b) log(6); else log(7) }',
    '[f(true, true), f(true, false), f(false, true), f(false, false)]',
  ],
  [
    'loops with and without blocks and with labels',
    `function f(n: number) { let s = ''; outer: for (let i = 0; i < n; i++) { for (const c of 'abc') { if (c === 'b') continue outer; if (i === 3) break outer; s += c + i } }
       for (;;) { if (s.length > 20) break; s += '.' } for (const k in { x: 1, y: 2 }) s += k; let w = 0; while (w < 3) w++; do w--; while (w > 1); for (let i = 0; i < 2; i++) s += i; block: { if (n > 2) break block; s += '!' }
       again: for (;;) { n--; if (n > 0) continue again; break } return s + w + n }`,
    '[f(1), f(4)]',
  ],
  [
    'switches',
    `function f(x: unknown) { switch (x) { case 1: log('one'); case 2: log('two'); break; case 'a': { const q = 3; return q } default: log('default'); case 4: return 'four' } return 'end' }
     function g(x: number) { switch (x) { case 0: let y = 1; return y; case 1: y = 5; return y; case 2: function h() { return 7 } return h(); default: return typeof h } }`,
    '[f(1), f(2), f("a"), f(4), f(5), g(0), g(1), g(2), g(3)]',
  ],
  [
    'try, catch and finally',
    `function f(x: number) { try { if (x > 1) throw new Error('big'); return 'ok' } catch (e) { log((e as Error).message); return 'caught' } finally { log('done') } }
     function g() { try { log(1) } catch { log(2) } try { throw 1 } catch { return 3 } }`,
    '[f(1), f(2), g()]',
  ],
  [
    'throws',
    `function f(x?: string) { if (!x) throw new TypeError('no x'); return x.trim().length }`,
    `[f(' a '), (() => { try { f() } catch (e) { return e.message } })()]`,
  ],
  [
    'var that is used outside its statement',
    'function f(a: boolean) { if (a) var x = 1; for (var i = 0; i < 2; i++); var y = a ? x : i; return [x, i, y] }',
    '[f(true), f(false)]',
  ],
];

const expressions: Sample[] = [
  [
    'optional chains',
    `type O = { b?: { c?: (n: number) => { d: string } } | null }; function f(o?: O) { return o?.b!.c?.(1).d.length } function g(o: any) { return [o?.a.b.c, o?.['x']?.[0].y, (o?.a).m?.().n === o.a, delete o?.z, o?.a.m?.(o).n] }`,
    `[f(), f({ b: { c: (n) => ({ d: 'x'.repeat(n) }) } }), g({ a: { b: { c: 1 }, m() { return { n: this } } }, x: [{ y: 2 }], z: 3 }, ) + '']`,
  ],
  [
    'calls that need their this',
    `const o = { n: 2, f() { return this?.n }, g: { h() { return this === o.g } } }; const list = [3, 1, 2]`,
    `[o.f(), o['f'](), o.g.h(), o!.f!(), (o as any).f(), list.slice().sort().map(String).filter((x) => x > '1').join(), ' a '.trim().toUpperCase()]`,
  ],
  [
    'operators side by side',
    'function f(a: number, b: number) { let x = a; return [a - -b, a + +b, a- -b, -a - b, !a, !!b, - -a, typeof a, typeof nope, void 0, x++ + ++x, x-- - --x, a ** -b, (-a) ** b, ~a] }',
    'f(2, 3)',
  ],
  [
    'keywords without a space',
    `function f(n: any) { if (!n) return!n; return typeof!n } function g(x: any) { throw!x } const h = (x: any) => x in{ a: 1 } ? 'a'in{} : void!x`,
    `[f(0), f(1), h('a'), h('b')]`,
  ],
  [
    'mixed logical operators',
    'function f(a: any, b: any, c: any) { return [a || b && c, (a || b) && c, a && b || c, a ?? b, (a && b) ?? c, !(a || b), !a === b, a < b === c, a || (b ? c : a)] }',
    '[f(0, 1, 2), f(1, 0, null), f(null, 2, 0)]',
  ],
  [
    'templates and tags',
    'const tag = (s: TemplateStringsArray, ...v: unknown[]) => s.raw.join("|") + v; const o = { t: tag, n: 1 }; function f(x: number) { return [`a${x + 1}b${`c${x}`}`, tag`x${x}y`, o.t`${x}`, ``] }',
    'f(1)',
  ],
  [
    'regular expressions',
    String.raw`const r = /^a+[b-c]\d?$/gi; function f(s: string) { return [r.test(s), s.replace(/(\w)x?/, '$1'), new RegExp('^a.$').test(s), s.split(/,/)] }`,
    `[f('aab1'), f('ax'), f('a,b')]`,
  ],
  [
    'assignments',
    'function f() { let a = 1; const o = { p: 2, q: [3] } as any; a += 2; a *= 3; o.p -= 1; o.q[a - 9] ||= 4; o.q[a - 8] ??= 5; [a, o.z] = [o.z, a]; ({ p: o.q[2] } = o); for (o.k of [1, 2]); (o as any).w = 1; o!.v! = 2; return [a, o] }',
    'f()',
  ],
  [
    'spreads',
    'function f(a: number[], b: object) { return [[...a, 1], { ...b, c: 2 }, Math.max(...a), new Set([...a, ...a]).size] }',
    'f([1, 2], { x: 1 })',
  ],
  [
    'sequences',
    'function f(a: number) { let x = (log(1), a); for (let i = 0, j = 2; i < j; i++, j--) log(i, j); return x, a + 1 } const g = () => (log(2), 3)',
    '[f(1), g()]',
  ],
  [
    'object literals',
    'const k = "key"; const o = { a: 1, "b": 2, [k]: 3, [k + 1]: { c: [4] }, 5: 6, true: false, m() { return 7 }, get g() { return 8 }, __proto__: { inherited: 9 } }; const { a: renamed = 10, ...rest } = o',
    '[o, o.g, o.m(), o.inherited, renamed, rest]',
  ],
  [
    'types everywhere',
    `const a = [1, 'x'] as const; const b = <number>1; const c = { x: 'y' } satisfies object; let d!: string; enum E { A = 1, B = 'b' } namespace N { export const x = 1 + 1; export function f() { return 'n' } } abstract class C { abstract m(): void; declare p: string } declare const nope: 'x'; function over(x: string): string; function over(x: unknown) { return x + '' }`,
    '[a, b, c, d, E.A, E.B, N.x, N.f(), over(1)]',
  ],
];

describe.each([
  ['functions', functions],
  ['classes', classes],
  ['statements', statements],
  ['expressions', expressions],
])('instrumented %s', (_, samples) => {
  test.each(samples)(
    'behave like the original, and like each mutant made by hand: %s',
    async (_title, source, expression) => {
      expect(await differences(source, expression)).toEqual([]);
    },
  );
});

test('JSX behaves like the original, and like each mutant made by hand', async () => {
  const source = `const Item = ({ n, on = true }: { n: number; on?: boolean }) => <li title="a&amp;b" data-x='y' hidden={!on}>{n + 1} text {n > 1 && <b>big</b>}<i>{'s'}</i><></></li>;
    const List = (p: any) => <>{p.items.map((n: number) => <Item key={n} n={n} {...p} icon=<hr/> />)}</>;`;
  const expression = '[Item({ n: 1 }), Item({ n: 2, on: false }), List({ items: [1, 2] })]';
  expect(await differences(source, expression, { file: 'sample.tsx' })).toEqual([]);
});
