import { expect, test } from 'vitest';
import { type Container, makesSomethingOf } from '../../../src/lab/vitest/serve.ts';

test.each([
  ['in an environment', (pluginContainer: Container) => ({ environments: { ssr: { pluginContainer } } })],
  ['of older versions', (pluginContainer: Container) => ({ pluginContainer })],
])('a plugin says of which files it makes something, %s', (_, serverWith) => {
  const watching = { watchFiles: new Set(['/p/src/a.ts']) } as unknown as Container;
  expect(makesSomethingOf(serverWith(watching), ['/p/src/b.ts', '/p/src/a.ts'])).toBe(true);
  expect(makesSomethingOf(serverWith(watching), ['/p/src/b.ts'])).toBe(false);
  expect(makesSomethingOf(serverWith({} as Container), ['/p/src/a.ts'])).toBe(false);
});
