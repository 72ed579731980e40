import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exitCodes, UserError } from '../../../src/errors.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { type Running, type Served, serve } from '../../../src/serve/server.ts';
import { type Answered, type Asked, ask, listen } from '../../helpers/http.ts';

interface Open extends Running {
  base: string;
  /** What the page sends. */
  token: () => string;
  decided: unknown[];
  api(path: string, asked?: Asked): Promise<Answered>;
}

const zipped = gzipSync('{"audit":"all of it"}');

async function open(changes: Partial<Served> = {}): Promise<Open> {
  const decided: unknown[] = [];
  let token = '';
  const running = await serve(
    {
      page: (given) => {
        token = given;
        return { html: '<p>page', policy: "script-src 'sha256-x'" };
      },
      data: () => zipped,
      decide: (entries) => {
        decided.push(entries);
        return [{ mutant: 'm1' } as Decision];
      },
      drop: (mutants) => {
        decided.push(mutants);
        return [];
      },
      now: () => [],
      ...changes,
    },
    0,
  );
  onTestFinished(() => running.close());
  const base = new URL(running.url).origin;
  return {
    ...running,
    base,
    decided,
    token: () => token,
    api: (path, { headers, ...asked } = {}) =>
      ask(base + path, { ...asked, headers: { 'x-realcov-token': token, ...headers } }),
  };
}

/** A browser that was let in: its cookie. */
async function enter({ url, base }: Running & { base: string }): Promise<string> {
  const { status, headers } = await ask(url);
  expect({ status, location: headers.location }).toEqual({ status: 303, location: '/' });
  const cookie = headers['set-cookie']![0]!;
  expect(cookie).toMatch(/^realcov-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  const known = cookie.split(';')[0]!;
  expect(await ask(base, { headers: { cookie: known } })).toMatchObject({ status: 200, body: '<p>page' });
  return known;
}

describe('the printed address', () => {
  test('lets one browser in, which may come back', async () => {
    const server = await open();
    const cookie = await enter(server);
    expect(await ask(server.url, { headers: { cookie } })).toMatchObject({ status: 303 });
    expect(await ask(server.base, { headers: { cookie } })).toMatchObject({ status: 200 });
  });

  test('lets no second one in', async () => {
    const server = await open();
    await enter(server);
    const refused = { status: 403, body: expect.stringContaining('one-time address') };
    expect(await ask(server.url)).toMatchObject(refused);
    expect(await ask(server.url, { headers: { cookie: 'realcov-1=x; realcov' } })).toMatchObject(refused);
  });

  test('is needed: nobody gets in without it, or with another', async () => {
    const { base } = await open();
    for (const path of ['/', '/?token=', '/?token=x', '/?token[]=x'])
      expect(await ask(base + path), path).toMatchObject({ status: 403 });
  });

  test('is of this machine alone', async () => {
    expect((await open()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
  });
});

describe('every answer', () => {
  test('is kept by nobody, framed by nobody and taken for nothing else', async () => {
    const server = await open();
    const headers = { cookie: await enter(server) };
    for (const answered of [
      await ask(server.base, { headers }),
      await server.api('/api/data'),
      await ask(server.base),
    ])
      expect(answered.headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': expect.any(String),
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    expect((await ask(server.base, { headers })).headers['content-security-policy']).toBe(
      "script-src 'sha256-x'",
    );
  });
});

describe('a foreign request is refused, even one that knows everything:', () => {
  test.each<[string, Record<string, string>]>([
    ['a name that leads here', { host: 'evil.example' }],
    ['a name that leads here, with the port', { host: 'evil.example:PORT' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'http://127.0.0.1:1' }],
    ['no origin at all', { origin: 'null' }],
  ])('%s', async (_, headers) => {
    const server = await open();
    const cookie = await enter(server);
    const { port } = new URL(server.base);
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port)]),
    );
    const all = { cookie, 'content-type': 'application/json', 'x-realcov-token': server.token(), ...sent };
    const refused = { status: 403, body: expect.stringContaining('this ') };
    expect(await ask(server.base, { headers: all })).toMatchObject(refused);
    expect(await ask(`${server.base}/api/data`, { headers: all })).toMatchObject(refused);
    expect(
      await ask(`${server.base}/api/decisions`, { method: 'POST', headers: all, body: '[]' }),
    ).toMatchObject(refused);
    expect(server.decided).toEqual([]);
  });
});

describe('the page', () => {
  test('gets the data, and has its decisions kept', async () => {
    const server = await open();
    await enter(server);
    const { headers, body } = await server.api('/api/data', {
      headers: { origin: server.base, 'sec-fetch-site': 'same-origin' },
    });
    expect({ type: headers['content-type'], data: JSON.parse(body) }).toEqual({
      type: 'application/json',
      data: { audit: 'all of it' },
    });
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[{"a":"ü"}]' };
    expect(JSON.parse((await server.api('/api/decisions', post)).body)).toEqual([{ mutant: 'm1' }]);
    expect((await server.api('/api/decisions/dropped', { ...post, body: '["m1"]' })).body).toBe('[]');
    expect(server.decided).toEqual([[{ a: 'ü' }], ['m1']]);
  });

  test('has to send its token, with the cookie too', async () => {
    const server = await open();
    const cookie = await enter(server);
    for (const token of ['', 'x', new URL(server.url).searchParams.get('token')!])
      for (const path of ['/api/data', '/api/events', '/api/decisions', '/../package.json', '/audit.json'])
        expect(
          await ask(server.base + path, { headers: { cookie, 'x-realcov-token': token } }),
          path,
        ).toMatchObject({ status: 403 });
  });

  test('finds nothing else', async () => {
    const server = await open();
    await enter(server);
    for (const path of ['/audit.json', '/api', '/api/data/', '/..%2f..%2fetc%2fpasswd', '/api/decisions/m1'])
      expect(await server.api(path), path).toMatchObject({ status: 404 });
    expect(await server.api('/api/data', { method: 'POST' })).toMatchObject({ status: 404 });
    expect(await server.api('/', { method: 'POST' })).toMatchObject({ status: 404 });
  });

  test.each([
    [{ body: '[]' }, 'the request is no application/json'],
    [{ body: '[', headers: { 'content-type': 'application/json' } }, 'the request is no JSON'],
    [
      { body: `"${'x'.repeat(9_000_000)}"`, headers: { 'content-type': 'application/json' } },
      'the request is too long',
    ],
  ])('hears what is wrong with what it sent: %#', async (asked, why) => {
    const server = await open();
    await enter(server);
    // The server may hang up on a request that is too long before it was sent.
    const answered = await server
      .api('/api/decisions', { method: 'POST', ...asked })
      .catch((error: NodeJS.ErrnoException) => ({ status: 400, body: `${why} (${error.code})` }));
    expect(answered).toMatchObject({ status: 400, body: expect.stringContaining(why) });
    expect(server.decided).toEqual([]);
  });

  test('hears what is wrong with a decision, and that something else went wrong', async () => {
    const server = await open({
      decide: () => {
        throw new UserError(exitCodes.usage, 'entry 1: reason');
      },
      drop: () => {
        throw new Error('the disk is full');
      },
    });
    await enter(server);
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[]' };
    expect(await server.api('/api/decisions', post)).toMatchObject({
      status: 400,
      body: 'entry 1: reason\n',
    });
    expect(await server.api('/api/decisions/dropped', post)).toMatchObject({
      status: 500,
      body: 'the disk is full\n',
    });
  });
});

const progress = { type: 'progress' as const, audit: '2026', text: 'running breaks', done: 3 };

describe('events', () => {
  test('begin with what is going on, and come to every page', async () => {
    const server = await open({ now: () => [progress, { type: 'ended', audit: 'a\n\nb' }] });
    await enter(server);
    const pages = await Promise.all(
      [1, 2].map(() => listen(`${server.base}/api/events`, { 'x-realcov-token': server.token() })),
    );
    server.send({ type: 'data' });
    for (const page of pages) {
      expect(await page.next()).toEqual(progress);
      expect(await page.next()).toEqual({ type: 'ended', audit: 'a\n\nb' });
      expect(await page.next()).toEqual({ type: 'data' });
    }
    pages[0]!.close();
    server.send(progress);
    expect(await pages[1]!.next()).toEqual(progress);
  });

  test('tell every page what one of them decided', async () => {
    const server = await open();
    await enter(server);
    const page = await listen(`${server.base}/api/events`, { 'x-realcov-token': server.token() });
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[]' };
    await server.api('/api/decisions', post);
    expect(await page.next()).toEqual({ type: 'decisions', decisions: [{ mutant: 'm1' }] });
    await server.api('/api/decisions/dropped', post);
    expect(await page.next()).toEqual({ type: 'decisions', decisions: [] });
  });

  test('are refused, and nothing ends, where it cannot be said what is going on', async () => {
    let isBroken = true;
    const server = await open({
      now: () => {
        if (isBroken) throw new Error('the disk is gone');
        return [progress];
      },
    });
    await enter(server);
    expect(await server.api('/api/events')).toMatchObject({ status: 500, body: 'the disk is gone\n' });
    isBroken = false;
    const page = await listen(`${server.base}/api/events`, { 'x-realcov-token': server.token() });
    expect(await page.next()).toEqual(progress);
  });

  test('do not keep the server from ending', async () => {
    const server = await open();
    await enter(server);
    const page = await listen(`${server.base}/api/events`, { 'x-realcov-token': server.token() });
    await server.close();
    expect(await page.ended).toBe(true);
    await expect(ask(server.base)).rejects.toThrow('ECONNREFUSED');
  });
});

test('a port that is taken is said', async () => {
  const { base } = await open();
  const port = Number(new URL(base).port);
  await expect(open().then(() => serve({} as Served, port))).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(`port ${port} cannot be listened on: listen EADDRINUSE`),
    hint: expect.stringContaining('--port'),
  });
});

test('half a request takes nothing down', async () => {
  const server = await open();
  await enter(server);
  await new Promise<void>((resolve) => {
    const half = request(`${server.base}/api/decisions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-realcov-token': server.token(),
        'content-length': '9',
      },
    });
    half.on('error', () => resolve());
    half.on('close', () => resolve());
    half.write('[');
    half.on('socket', (socket) => socket.on('connect', () => half.destroy()));
  });
  expect(await server.api('/api/data')).toMatchObject({ status: 200 });
});
