import { describe, expect, test, vi } from 'vitest';
import { isByTest, MockCalls } from '../../../src/lab/vitest/worker/mock-calls.ts';
import { toldByTest } from '../../../src/lab/worker/told-to-mocks.ts';

const mine = '/p/a.test.ts';
const spy = '/p/node_modules/@vitest/spy/dist/index.js';
const runner = '/p/node_modules/@vitest/runner/dist/chunk-hooks.js';

describe('who called a mock is told by the stack', () => {
  test.each([
    ['the test itself', [spy, mine, runner], true],
    ['a function of the language in the test', [spy, mine, undefined, mine, undefined, runner], true],
    ['the test behind an await', [spy, mine, 'node:internal/process/task_queues', runner], true],
    ['a source', [spy, '/p/a.ts', mine, runner], false],
    ['a callback of the test that a source calls', [spy, mine, '/p/a.ts', mine, runner], false],
    ['an event', [spy, 'node:events', mine, runner], false],
    ['a faked timer', [spy, '/p/node_modules/vitest/dist/chunks/vi.x.js', mine, runner], false],
    ['a promise', [spy], false],
    ['a function of the language', [spy, undefined, mine, runner], false],
  ])('%s', (_who, files, expected) => {
    expect(isByTest(files, mine)).toBe(expected);
  });
});

/** Mocks of a Vitest that is watched, as if the test were this file. */
function watched() {
  const own = { fn: vi.fn, spyOn: vi.spyOn, isMockFunction: vi.isMockFunction };
  const mocks = new MockCalls(own, (value) => value === source);
  mocks.watch(import.meta.filename);
  mocks.begin();
  return { vi: own, mocks };
}

function source(value: unknown): unknown {
  return value;
}

describe('what a test told a mock itself', () => {
  test('is a mock that only it called', () => {
    const { vi: own, mocks } = watched();
    const mock = own.fn();
    expect(toldByTest('toHaveBeenCalled', mock, mocks)).toBeUndefined();
    mock('a');
    expect(toldByTest('toHaveBeenCalledWith', mock, mocks)).toEqual({ names: ['vi.fn()'], sure: false });
    [1].forEach(mock);
    expect(toldByTest('toHaveBeenCalledWith', mock, mocks)).toBeUndefined();
  });

  test('is what such a call gave back, and what that is made of', async () => {
    const { vi: own, mocks } = watched();
    const user = { name: 'Ann', tags: ['x'] };
    const object = { get: () => Promise.resolve({ name: '', tags: [''] }) };
    own.spyOn(object, 'get').mockResolvedValue(user);
    const given = await object.get();
    for (const subject of [given, given.name, given.tags, { ...given }, [given]])
      expect(toldByTest('toBe', subject, mocks), String(subject)).toMatchObject({ names: ['get'] });
    expect(toldByTest('toBe', given, mocks)?.sure).toBe(true);
    for (const subject of ['Bob', {}, undefined, { name: 'Bob' }])
      expect(toldByTest('toBe', subject, mocks), String(subject)).toBeUndefined();
  });

  test('is not what other code made of the call', () => {
    const { vi: own, mocks } = watched();
    const object = { double: (value: number) => value * 2 };
    own.spyOn(object, 'double');
    expect(toldByTest('toBe', object.double(21), mocks)).toBeUndefined();
    expect(toldByTest('toBe', own.fn(source)(42), mocks)).toBeUndefined();
  });

  test('is not what other code got as well', () => {
    const { vi: own, mocks } = watched();
    const mock = own.fn().mockReturnValue('Ann');
    mock();
    expect(toldByTest('toBe', 'Ann', mocks)).toBeDefined();
    [1].forEach(mock);
    expect(toldByTest('toBe', 'Ann', mocks)).toBeUndefined();
  });

  test('is not what another test told it, nor what was cleared', () => {
    const { vi: own, mocks } = watched();
    const mock = own.fn().mockReturnValue('Ann');
    mock();
    mocks.begin();
    expect(toldByTest('toBe', 'Ann', mocks)).toBeUndefined();
    expect(toldByTest('toHaveBeenCalled', mock, mocks)).toBeUndefined();
    mock();
    mock.mockClear();
    expect(toldByTest('toBe', 'Ann', mocks)).toBeUndefined();
  });
});
