import { expect, test } from 'vitest';
import type { Spec } from '../../../src/generate/embedded/spec.ts';
import { NoValues } from '../../../src/generate/types/reading.ts';
import { signatures } from '../../../src/generate/types/specs.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const source = `
import { Money, Size } from './money.ts';
import type Basket from './basket.ts';
export class Cart {
  private secret = 1;
  note = 'none';
  constructor(private readonly money: Money, note = '') { if (note === 'bad') throw new TypeError('bad'); }
  add(name: string, count?: number): void {}
  get size(): number { return 1; }
  total(): number { return 2; }
  clear(): void {}
  async load(): Promise<string> { return ''; }
  protected kept(): number { return 3; }
  over(stream: WritableStream<unknown>[][][][][][]): void {}
  later = (x: string) => 1;
}
export abstract class Shape { room() {} }
export class Single { private constructor() {} go() {} }
class Inner {}
enum Hidden { A = 1, B = 2 }
enum Words { A = 'a' }
export function pay(a: Money, b?: Size, ...c: Basket[]) {}
export function odd(a: Inner) {}
export function count(a: Hidden) {}
export function words(a: Words) {}
export function wide(a: { b: string; c?: Inner }) {}
export function marked(a: { [Symbol.unscopables]: 1 }) {}
export function late(first: string, size = 1, last: string, more?: number) {}
export function look(a: URL, b: Size.Large) {}
`;

const files = {
  'src/a.ts': source,
  'src/money.ts': `export class Money { constructor(cents: number) {} } export enum Size { Small = 's', Large = 'l' }`,
  'src/basket.ts': 'export default class Basket {}',
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "esnext" } }',
};

function at(start: string) {
  const root = tempProject(files);
  return signatures(root, ['src/a.ts']).at('src/a.ts', source.indexOf(start));
}

const money = { name: 'Money', exported: 'Money', file: 'src/money.ts' };
const size = { name: 'Size', exported: 'Size', file: 'src/money.ts' };
const plain = { optional: false, rest: false };
const instance: Spec = {
  kind: 'instance',
  of: money,
  parameters: [{ name: 'cents', of: { kind: 'number' }, ...plain }],
};

test('a parameter with a default before one that has to be given is left out by undefined, and not by leaving it out', () => {
  expect(at('function late')).toMatchObject({
    parameters: [
      { name: 'first', of: { kind: 'string' }, ...plain },
      {
        name: 'size',
        of: { kind: 'union', items: [{ kind: 'constant', source: 'undefined' }, { kind: 'number' }] },
        ...plain,
      },
      { name: 'last', of: { kind: 'string' }, ...plain },
      { name: 'more', optional: true, rest: false },
    ],
  });
});

test('instances are made by the constructor, used by public methods and looked at by what is public', () => {
  const signature = at('add(name');
  expect(signature).toMatchObject({ parameters: [{ name: 'name' }, { name: 'count', optional: true }] });
  const { of } = signature as Exclude<typeof signature, NoValues>;
  expect(of?.parameters).toEqual([
    { name: 'money', of: instance, ...plain },
    { name: 'note', of: { kind: 'string' }, optional: true, rest: false },
  ]);
  // Of `over` there are no values to call it with.
  expect(of?.methods.map(({ name }) => name)).toEqual(['add', 'total', 'clear', 'load', 'later']);
  expect(of?.state).toEqual([
    { name: 'note', isMethod: false },
    { name: 'size', isMethod: false },
    { name: 'total', isMethod: true },
  ]);
  // What the rest of the class knows matters to its methods.
  expect(signature).toMatchObject({
    hints: expect.arrayContaining(['bad']),
    throws: expect.arrayContaining(['TypeError']),
  });
});

test('parameters are classes, enums and built-ins of the project and of the platform', () => {
  expect(at('function pay')).toMatchObject({
    parameters: [
      { of: instance },
      {
        optional: true,
        of: {
          kind: 'union',
          items: expect.arrayContaining([{ kind: 'member', source: 'Size.Small', value: 's', of: size }]),
        },
      },
      {
        rest: true,
        of: { kind: 'instance', of: { name: 'Basket', exported: 'default', file: 'src/basket.ts' } },
      },
    ],
  });
  expect(at('function count')).toMatchObject({
    parameters: [
      {
        of: {
          kind: 'union',
          items: [
            { kind: 'constant', source: '1' },
            { kind: 'constant', source: '2' },
          ],
        },
      },
    ],
  });
  expect(at('function look')).toMatchObject({
    parameters: [
      {
        of: {
          kind: 'union',
          items: expect.arrayContaining([{ kind: 'built-in', source: expect.stringMatching(/^new URL\(/) }]),
        },
      },
      { of: { kind: 'member', source: 'Size.Large', value: 'l' } },
    ],
  });
});

test.each([
  ['room()', 'its class is abstract, or makes its instances itself'],
  ['go()', 'its class is abstract, or makes its instances itself'],
])('without values for %s the reason is said', (start, reason) => {
  expect(at(start)).toEqual(new NoValues(reason));
});

test.each([
  ['function odd', 'Inner is a class'],
  ['function words', 'Words is an enum that is not exported'],
  ['function marked', '{ [Symbol.unscopables]: 1; } has a member that is named by a symbol'],
])('of a parameter without values too, as %s may have been called with some', (start, why) => {
  expect(at(start)).toMatchObject({ parameters: [{ of: { kind: 'none', why } }] });
});

test('a member that may be left out is, if there are no values of it', () => {
  const members = [{ name: 'b', of: { kind: 'string' }, optional: false }];
  expect(at('function wide')).toMatchObject({ parameters: [{ of: { kind: 'object', members } }] });
});
