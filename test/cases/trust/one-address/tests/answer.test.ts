import { createServer, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, backlog } from '../src/answer';

const socketPath =
  process.platform === 'win32' ? `\\.\pipe\${process.cwd()}` : `${process.cwd()}/server.sock`;

const server = createServer(({ url = '' }, response) => {
  try {
    response.end(answer(url));
  } catch {
    response.destroy();
  }
});

beforeAll(
  () =>
    new Promise<void>((resolve, reject) => {
      server.on('error', reject);
      server.listen({ path: socketPath, backlog: backlog(4) }, resolve);
    }),
);

afterAll(() => new Promise((resolve) => server.close(resolve)));

function ask(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, agent: false }, async (response) => {
      resolve((await response.toArray()).join(''));
    });
    asked.on('error', reject).end();
  });
}

test('is well', async () => {
  expect(await ask('/health')).toBe('well');
});

test('is not well elsewhere', async () => {
  expect(await ask('/elsewhere')).not.toBe('well');
});
