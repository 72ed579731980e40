import { expect, test } from 'vitest';
import { called, TestContext } from '../../../../src/lab/node-test/worker/context.ts';
import { Registry } from '../../../../src/lab/node-test/worker/registry.ts';

const around = { beforeEach: [], afterEach: [] };
const contextOf = (options = {}) => new TestContext({ name: 'a', options }, ['suite'], '/a.test.js', around);

test('suites, tests and hooks are registered where they are declared', () => {
  const registry = new Registry();
  registry.suite([
    'outer',
    () => {
      registry.hook('beforeEach', () => {});
      registry.test(['one', { skip: true }, () => {}]);
      registry.suite(['inner', () => registry.test(['two', () => {}])]);
    },
  ]);
  registry.test(['three', () => {}]);
  expect(
    [...registry.root.tests()].map(({ name, parent }) => [
      ...parent.path.slice(1).map((each) => each.name),
      name,
    ]),
  ).toEqual([['outer', 'one'], ['outer', 'inner', 'two'], ['three']]);
  expect(registry.root.children[0]).toMatchObject({ hooks: { beforeEach: [expect.any(Function)] } });
});

test('a subtest that fails fails its test, and hooks of suites run for it too', async () => {
  const seen: string[] = [];
  const hooks = { beforeEach: [() => seen.push('before')], afterEach: [() => seen.push('after')] };
  const context = new TestContext({ name: 'a', options: {} }, [], '/a.test.js', hooks);
  await context.test('b', () => {
    seen.push('b');
    throw new Error('wrong');
  });
  expect(seen).toEqual(['before', 'b', 'after']);
  await expect(context.end()).rejects.toThrow('wrong');
});

test('a subtest that is to do may fail', async () => {
  const context = contextOf();
  await context.test('b', { todo: true }, () => {
    throw new Error('wrong');
  });
  await expect(context.end()).resolves.toBeUndefined();
});

test('a plan counts assertions and subtests', async () => {
  const context = contextOf({ plan: 2 });
  (context.assert.ok as (value: unknown) => void)(true);
  await expect(context.end()).rejects.toThrow('plan expected 2 assertions but received 1');
  await context.test('b', () => {});
  await expect(context.end()).resolves.toBeUndefined();
});

test('a function with a callback is waited for', async () => {
  await expect(called((_context, done) => setImmediate(() => done?.(new Error('late'))), {})).rejects.toThrow(
    'late',
  );
  await expect(called((_context, done) => done?.(), {})).resolves.toBeUndefined();
});
