import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Access, FuzzTarget } from '../../../src/generate/embedded/spec.ts';
import { type Input, Subject, written } from '../../../src/generate/embedded/subject.ts';

class Counter {
  static twice = (value: number) => value * 2;
  #count: number;
  constructor(start = 0) {
    if (start < 0) throw new RangeError('too low');
    this.#count = start;
  }
  add(by: number): this {
    this.#count += by;
    return this;
  }
  async later(by: number): Promise<void> {
    await null;
    this.#count += by;
  }
  get count(): number {
    return this.#count;
  }
  set count(value: number) {
    this.#count = value;
  }
  next(): number {
    return ++this.#count;
  }
}

const number = { name: 'by', of: { kind: 'number' as const }, optional: false, rest: false };

function subjectOf(access: Access): Subject {
  const target: FuzzTarget = {
    id: 'a',
    exported: 'Counter',
    access,
    parameters: access.kind === 'getter' ? [] : [number],
    of: {
      parameters: [{ ...number, optional: true }],
      methods: [{ name: 'add', parameters: [number] }],
      state: [
        { name: 'next', isMethod: true },
        { name: 'count', isMethod: false },
      ],
    },
    hints: [],
    recorded: [],
    throws: [],
    mutants: [],
  };
  return new Subject(Counter, target, { hints: [], exportOf: () => undefined });
}

const input: Input = {
  made: [5],
  before: [
    { member: 'add', args: [1] },
    { member: 'later', args: [10] },
  ],
  args: [100],
};

test('a method is called on a new instance, after the calls before it; then the instance is looked at', async () => {
  const subject = subjectOf({ kind: 'method', member: 'add' });
  const seen = await subject.perform(input);
  // In this order: what is looked at first may change what comes next.
  expect(seen).toMatchObject({ kind: 'value', state: { next: '117', count: '117' } });
  expect((await subject.perform(input, [{ name: 'count', isMethod: false }])).state).toEqual({
    count: '116',
  });
  expect(written(input, seen)).toEqual({
    args: ['100'],
    made: ['5'],
    before: [
      { member: 'add', args: ['1'] },
      { member: 'later', args: ['10'], isAsync: true },
    ],
  });
});

test('getters, setters, constructors and static methods are used as they are', async () => {
  const getter = subjectOf({ kind: 'getter', member: 'count' });
  expect((await getter.perform({ ...input, args: [] })).value).toBe(16);
  const setter = subjectOf({ kind: 'setter', member: 'count' });
  expect((await setter.perform({ made: [], before: [], args: [3] })).state.next).toBe('4');
  const maker = subjectOf({ kind: 'constructor' });
  expect((await maker.perform({ made: [], before: [], args: [3] })).state.next).toBe('4');
  expect(await maker.perform({ made: [], before: [], args: [-1] })).toMatchObject({
    kind: 'error',
    error: { name: 'RangeError', message: 'too low' },
  });
  const fixed = subjectOf({ kind: 'static', member: 'twice' });
  expect((await fixed.perform({ made: [], before: [], args: [4] })).value).toBe(8);
  expect(fixed.isThere()).toBe(true);
  expect(subjectOf({ kind: 'static', member: 'missing' }).isThere()).toBe(false);
});

test('what fails on the way to the call is not what the call does', async () => {
  const subject = subjectOf({ kind: 'method', member: 'add' });
  expect((await subject.perform({ ...input, made: [-1] })).kind).toBe('unreached');
});

test('inputs have few or no calls before, and at times take again what was given before', () => {
  const { inputs } = subjectOf({ kind: 'method', member: 'add' });
  const all = fc.sample(inputs, { numRuns: 300, seed: 1 });
  expect(new Set(all.map(({ before }) => before.length))).toEqual(new Set([0, 1, 2, 3]));
  const again = all.filter(({ before, args }) => before.at(-1)?.args[0] === args[0]);
  expect(again.length).toBeGreaterThan(50);
  const { counterexample } = fc.check(
    fc.property(inputs, () => false),
    { seed: 1 },
  );
  expect(counterexample).toEqual([{ made: [], before: [], args: [0] }]);
});
