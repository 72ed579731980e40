import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { JestMockCalls, type ModuleMocker } from '../../../../src/lab/jest/worker/mock-calls.ts';
import { toldByTest } from '../../../../src/lab/worker/told-to-mocks.ts';
import { isOnlyTest } from '../../../../src/lab/worker/watched-mock.ts';

interface Mock {
  (...args: unknown[]): unknown;
  mockReturnValue(value: unknown): Mock;
  mockResolvedValue(value: unknown): Mock;
  mockImplementation(fn: (value: unknown) => unknown): Mock;
  mockClear(): void;
}

type Mocker = Omit<ModuleMocker, 'fn' | 'spyOn'> & {
  fn(implementation?: (value: unknown) => unknown): Mock;
  spyOn(object: object, name: string): Mock;
  clearAllMocks(): void;
  getMetadata(value: object): object;
  generateFromMetadata(metadata: object): Record<string, Mock>;
};

const isJestMock = (file: string) =>
  /^\(eval\)$|jest-mock|mock-calls\.ts|watched-mock\.ts|origin\.ts/.test(file);
const isVitest = (file: string) => /[\\/](@vitest|vitest)[\\/]/.test(file);
const majors = ['jest', 'jest29'];

/** Mocks of a Jest that is watched, as if the test were this file. */
function watched(jest: string) {
  const here = createRequire(import.meta.url);
  const from = createRequire(createRequire(here.resolve(`${jest}/package.json`)).resolve('@jest/core'));
  const { ModuleMocker: Maker } = from('jest-mock') as { ModuleMocker: new (global: object) => Mocker };
  const mocker = new Maker(globalThis);
  const mocks = new JestMockCalls(
    (value) => value === source,
    (files, testFile) => isOnlyTest(files, testFile, isJestMock, isVitest),
  );
  mocks.watch(import.meta.filename);
  mocks.enter(mocker as ModuleMocker);
  mocks.begin();
  return { mocker, mocks };
}

function source(value: unknown): unknown {
  return value;
}

describe.each(majors)('what a test told a mock of %s itself', (jest) => {
  test('is a mock that only it called', () => {
    const { mocker, mocks } = watched(jest);
    const mock = mocker.fn();
    expect(toldByTest('toHaveBeenCalled', mock, mocks)).toBeUndefined();
    mock('a');
    expect(toldByTest('toHaveBeenCalledWith', mock, mocks)).toEqual({ names: ['jest.fn()'], sure: false });
    [1].forEach(mock);
    expect(toldByTest('toHaveBeenCalledWith', mock, mocks)).toBeUndefined();
  });

  test('is what such a call gave back, and what that is made of', async () => {
    const { mocker, mocks } = watched(jest);
    const user = { name: 'Ann', tags: ['x'] };
    const object = { get: () => Promise.resolve({ name: '', tags: [''] }) };
    mocker.spyOn(object, 'get').mockResolvedValue(user);
    const given = await object.get();
    for (const subject of [given, given.name, given.tags, { ...given }, [given]])
      expect(toldByTest('toBe', subject, mocks), String(subject)).toMatchObject({ names: ['get'] });
    expect(toldByTest('toBe', given, mocks)?.sure).toBe(true);
    for (const subject of ['Bob', {}, undefined, { name: 'Bob' }])
      expect(toldByTest('toBe', subject, mocks), String(subject)).toBeUndefined();
  });

  test('is not what other code made of the call', () => {
    const { mocker, mocks } = watched(jest);
    const object = { double: (value: number) => value * 2 };
    mocker.spyOn(object, 'double');
    expect(toldByTest('toBe', object.double(21), mocks)).toBeUndefined();
    expect(toldByTest('toBe', mocker.fn(source)(42), mocks)).toBeUndefined();
    const mock = mocker.fn().mockReturnValue('Ann');
    mock();
    expect(toldByTest('toBe', 'Ann', mocks)).toBeDefined();
    mock.mockImplementation(source)('Ann');
    expect(toldByTest('toBe', 'Ann', mocks)).toBeUndefined();
  });

  test('is not what was cleared, one mock or all at once, nor what another test told it', () => {
    const { mocker, mocks } = watched(jest);
    const mock = mocker.fn().mockReturnValue('Ann');
    for (const clear of [() => mock.mockClear(), () => mocker.clearAllMocks(), () => mocks.begin()]) {
      mock();
      expect(toldByTest('toBe', 'Ann', mocks)).toBeDefined();
      clear();
      expect(toldByTest('toBe', 'Ann', mocks)).toBeUndefined();
    }
    mock();
    expect(toldByTest('toBe', 'Ann', mocks)).toBeDefined();
  });

  test('is a function of a mocked module that it called', () => {
    const { mocker, mocks } = watched(jest);
    const { send } = mocker.generateFromMetadata(mocker.getMetadata({ send: () => 1 }));
    send?.('a');
    expect(toldByTest('toHaveBeenCalled', send, mocks)).toEqual({ names: ['send'], sure: true });
  });
});

test('a file that is not watched has its mocks as they are', () => {
  const mocks = new JestMockCalls(() => false);
  const mocker: ModuleMocker = { fn: source, spyOn: source, _mockState: new WeakMap() };
  mocks.enter(mocker);
  expect(mocker.fn).toBe(source);
});
