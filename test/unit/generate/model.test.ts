import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { BudgetSpent, WriterError } from '../../../src/generate/writers/errors.ts';
import type { BudgetLimits } from '../../../src/generate/writers/model/budget.ts';
import { Model } from '../../../src/generate/writers/model/model-writer.ts';
import { type GenerateMode, requestFor } from '../../../src/generate/writers/request.ts';
import {
  type Asked,
  failWith,
  type Reply,
  saying,
  sendJson,
  withModelServer,
} from '../../helpers/model-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'realcov-model-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const apis = ['responses', 'chat'] as const;
const { signal } = new AbortController();
const good = { tests: [{ name: 'adds', code: 'expect(add(1, 2)).toBe(3);', clause: null }] };
const noLimits: BudgetLimits = { maxCost: undefined, maxTokens: undefined, prices: undefined };

function request(mode: GenerateMode = 'gaps', source = 'function add(a, b) { return a + b; }') {
  return requestFor({
    mode,
    file: 'src/add.ts',
    function: 'add',
    exported: 'add',
    specifier: '../src/add.ts',
    exports: ['add'],
    declarations: 'export declare function add(a: number, b: number): number;',
    source,
    rejected: [],
  });
}

const ownKey = Buffer.from('of this user');

function modelAt(
  url: string,
  given: {
    api?: 'auto' | 'responses' | 'chat';
    timeout?: number;
    limits?: BudgetLimits;
    key?: Buffer | undefined;
  } = {},
): Model {
  const { api = 'auto', timeout = 20, limits = noLimits } = given;
  return new Model(
    { model: 'test-model', api, baseUrl: url, apiKey: 'key-1', timeout },
    limits,
    join(folder, 'cache'),
    'key' in given ? given.key : ownKey,
  );
}

/** Asks once, by the API that is named. */
function ask(api: 'responses' | 'chat', reply: (asked: Asked) => Reply, timeout?: number) {
  return withModelServer(reply, async ({ url, asked }) => {
    const model = modelAt(url, { api, ...(timeout !== undefined && { timeout }) });
    const answer = await model.writer(request(), signal).catch((error: unknown) => error);
    return { answer, asked, cost: model.cost };
  });
}

describe.each(apis)('a model, asked by %s', (api) => {
  test('answers in the form that it was asked for', async () => {
    const { answer, asked, cost } = await ask(api, () => good);
    expect(answer).toEqual(good);
    expect(cost).toEqual({ requests: 1, cached: 0, inputTokens: 1000, outputTokens: 200 });
    const [{ headers, instructions, input, body }] = asked as [Asked];
    expect(headers.authorization).toBe('Bearer key-1');
    expect(body.model).toBe('test-model');
    expect(instructions).toContain('fail with at least one of the breaks');
    expect(input).toContain('function add(a, b) { return a + b; }');
    const format =
      (body.text as { format?: unknown })?.format ??
      (body.response_format as { json_schema?: unknown })?.json_schema;
    expect(format).toMatchObject({ name: 'tests', strict: true, schema: { required: ['tests'] } });
    expect(body.max_output_tokens ?? body.max_tokens).toBe(16_000);
  });

  test.each<[string, (asked: Asked) => Reply, string | RegExp]>([
    ['broken JSON', () => '{"tests":[{"name":"a","co', 'something that is no JSON'],
    ['another form', () => ({ tests: [{ title: 'a' }] }), 'in another form at tests.0.name'],
    ['nothing', () => '', 'something that is no JSON'],
    [
      'a refusal',
      (asked) => (response) =>
        sendJson(
          response,
          asked.api === 'responses'
            ? saying('responses', '', {
                output: [
                  { type: 'message', content: [{ type: 'refusal', refusal: 'I cannot help with that.' }] },
                ],
              })
            : saying('chat', '', {
                message: { role: 'assistant', content: null, refusal: 'I cannot help with that.' },
              }),
        ),
      'the model refuses: I cannot help with that.',
    ],
    [
      'more than it may',
      (asked) => (response) =>
        sendJson(
          response,
          asked.api === 'responses'
            ? saying('responses', '{"tests":[', {
                status: 'incomplete',
                incomplete_details: { reason: 'max_output_tokens' },
              })
            : saying('chat', '{"tests":[', { finish_reason: 'length' }),
        ),
      'cut off after 16000 tokens',
    ],
    ['without end', () => (response) => flood(response), /answers without end/],
    [
      'a page',
      () => (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('<html>'),
      /no JSON/,
    ],
    [
      'what it does not accept',
      () => (response) => failWith(response, 400, 'no such parameter'),
      'the model server answers 400: 400 no such parameter',
    ],
    [
      'half of an answer',
      () => (response) => {
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
          .write('{"id":');
        setImmediate(() => response.destroy());
      },
      /breaks off|cannot be reached/,
    ],
  ])('that answers with %s costs only the tests of that function', async (_, reply, why) => {
    const { answer } = await ask(api, reply);
    expect(answer).toBeInstanceOf(WriterError);
    expect((answer as Error).message).toMatch(why);
  });

  test.each<[string, Reply]>([
    ['is asked for patience', (response) => failWith(response, 429, 'slow down', { 'retry-after-ms': '5' })],
    [
      'waits for as long as it is told',
      (response) => failWith(response, 429, 'slow down', { 'retry-after': '0' }),
    ],
    ['is down', (response) => failWith(response, 500, 'oops', { 'retry-after-ms': '5' })],
    ['hangs up', (response) => void response.destroy()],
  ])('that %s is asked again', async (_, trouble) => {
    const { answer, asked } = await ask(api, ({ number }) => (number === 1 ? trouble : good));
    expect(answer).toEqual(good);
    expect(asked).toHaveLength(2);
  });

  test('that stays down is given up', async () => {
    const { answer, asked } = await ask(
      api,
      () => (response) => failWith(response, 503, 'overloaded', { 'retry-after-ms': '1' }),
    );
    expect((answer as Error).message).toBe('the model server answers 503: 503 overloaded');
    expect(asked).toHaveLength(5);
  });

  test('that drips its answer is not waited for', async () => {
    const { answer } = await ask(
      api,
      () => (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const dripping = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(dripping));
      },
      1,
    );
    expect((answer as Error).message).toBe('the model does not answer within 1 s');
  });

  test.each([
    [401, 'refuses the key', 'set OPENAI_API_KEY'],
    [404, 'does not know test-model', 'name another with --model'],
  ])('that answers %i needs the user', async (status, why, remedy) => {
    const { answer } = await ask(api, () => (response) => failWith(response, status, 'no'));
    expect(answer).toBeInstanceOf(UserError);
    expect((answer as UserError).message).toContain(why);
    expect((answer as UserError).hint).toContain(remedy);
  });
});

function flood(response: import('node:http').ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const part = ' '.repeat(1_000_000);
  const more = () => {
    while (!response.destroyed && response.write(part));
    response.once('drain', more);
  };
  more();
}

test('a server that has chat completions alone is asked by them', async () => {
  await withModelServer(
    () => good,
    async ({ url, asked }) => {
      const model = modelAt(url);
      expect(await model.writer(request(), signal)).toEqual(good);
      expect(asked.map(({ api }) => api)).toEqual(['chat']);
    },
    ['chat'],
  );
});

test('nobody there needs the user', async () => {
  const url = await withModelServer(
    () => good,
    async (server) => server.url,
  );
  const model = new Model(
    { model: 'm', api: 'auto', baseUrl: url, apiKey: 'k', timeout: 30 },
    noLimits,
    folder,
    undefined,
  );
  await expect(model.writer(request(), signal)).rejects.toThrow(/cannot be reached/);
});

describe('what was asked before', () => {
  test('costs nothing', async () => {
    await withModelServer(
      () => good,
      async ({ url, asked }) => {
        await modelAt(url).writer(request(), signal);
        const again = modelAt(url);
        expect(await again.writer(request(), signal)).toEqual(good);
        expect(again.cost).toEqual({ requests: 1, cached: 1, inputTokens: 0, outputTokens: 0 });
        expect(asked).toHaveLength(1);
        await again.writer(request('characterize'), signal);
        expect(asked).toHaveLength(2);
      },
    );
  });

  test('is asked again where somebody else has put an answer there, or changed one', async () => {
    await withModelServer(
      () => good,
      async ({ url, asked }) => {
        const path = () =>
          join(folder, 'cache', readdirSync(join(folder, 'cache')).find((name) => name.endsWith('.json'))!);
        const answers = [
          (text: string) => text.replace(/^\S+ /, ''),
          (text: string) => text.replaceAll('adds', 'does harm'),
        ];
        await modelAt(url, { key: Buffer.from('of somebody else') }).writer(request(), signal);
        expect(await modelAt(url).writer(request(), signal)).toEqual(good);
        expect(asked).toHaveLength(2);
        for (const [index, changed] of answers.entries()) {
          const kept = readFileSync(path(), 'utf8');
          expect(changed(kept)).not.toBe(kept);
          writeFileSync(path(), changed(kept));
          expect(await modelAt(url).writer(request(), signal)).toEqual(good);
          expect(asked).toHaveLength(3 + index);
        }
        // One of another question.
        const kept = readFileSync(path(), 'utf8');
        await modelAt(url).writer(request('characterize'), signal);
        for (const name of readdirSync(join(folder, 'cache')).filter((each) => each.endsWith('.json')))
          writeFileSync(join(folder, 'cache', name), kept);
        await modelAt(url).writer(request('characterize'), signal);
        expect(asked).toHaveLength(6);
      },
    );
  });

  test('is kept by nobody without a key', async () => {
    await withModelServer(
      () => good,
      async ({ url, asked }) => {
        for (const _ of [1, 2]) await modelAt(url, { key: undefined }).writer(request(), signal);
        expect(asked).toHaveLength(2);
        expect(existsSync(join(folder, 'cache'))).toBe(false);
      },
    );
  });

  test('is asked again if nothing came of it', async () => {
    await withModelServer(
      ({ number }) => (number === 1 ? 'prose' : good),
      async ({ url, asked }) => {
        const model = modelAt(url);
        await expect(model.writer(request(), signal)).rejects.toThrow(WriterError);
        expect(await model.writer(request(), signal)).toEqual(good);
        expect(asked).toHaveLength(2);
      },
    );
  });

  test('is kept without the key', async () => {
    await withModelServer(
      () => good,
      async ({ url }) => {
        await modelAt(url).writer(request(), signal);
        const files = readdirSync(join(folder, 'cache')).filter((name) => name.endsWith('.json'));
        expect(files).toHaveLength(1);
        expect(readFileSync(join(folder, 'cache', files[0]!), 'utf8')).not.toContain('key-1');
        expect(readFileSync(join(folder, 'cache', '.gitignore'), 'utf8')).toBe('*\n');
      },
    );
  });
});

describe('a budget', () => {
  const prices = { input: 1, output: 10 };

  test('in money ends the task before it is overspent', async () => {
    await withModelServer(
      () => good,
      async ({ url, asked }) => {
        // An answer costs 0.003; what is put aside for it is 0.01 at least.
        const model = modelAt(url, { limits: { maxCost: 0.01, maxTokens: undefined, prices } });
        const requests = Array.from({ length: 10 }, (_, index) =>
          request('gaps', `function add() { return ${index}; }`),
        );
        const outcomes: unknown[] = [];
        for (const each of requests)
          outcomes.push(await model.writer(each, signal).catch((error: unknown) => error));
        expect(outcomes[0]).toEqual(good);
        expect(outcomes.at(-1)).toBeInstanceOf(BudgetSpent);
        expect(model.cost.dollars).toBeLessThanOrEqual(0.01);
        expect(model.cost.dollars).toBeCloseTo(0.003 * asked.length, 10);
        // Of what is left an answer may take no more.
        expect(asked[0]!.body.max_output_tokens).toBeLessThan(1000);
      },
    );
  });

  test('holds for requests that are under way at once', async () => {
    let decided = 0;
    const { promise: all, resolve } = Promise.withResolvers<void>();
    const decide = () => {
      if (++decided === 5) resolve();
    };
    await withModelServer(
      // Nobody is answered before it is clear who may ask.
      ({ api }) =>
        async (response) => {
          decide();
          await all;
          sendJson(response, saying(api, JSON.stringify(good)));
        },
      async ({ url, asked }) => {
        const model = modelAt(url, { limits: { maxCost: undefined, maxTokens: 2_000, prices: undefined } });
        const requests = Array.from({ length: 5 }, (_, index) =>
          request('gaps', `function add() { return ${index}; }`),
        );
        const outcomes = await Promise.all(
          requests.map((each) =>
            model.writer(each, signal).catch((error: unknown) => {
              decide();
              return error;
            }),
          ),
        );
        expect(outcomes.filter((outcome) => outcome instanceof BudgetSpent)).toHaveLength(4);
        expect(asked).toHaveLength(1);
      },
    );
  });

  test('counts what was asked and not answered', async () => {
    await withModelServer(
      () => (response) => failWith(response, 400, 'no'),
      async ({ url, asked }) => {
        const model = modelAt(url, { limits: { maxCost: undefined, maxTokens: 1_000, prices: undefined } });
        await expect(model.writer(request(), signal)).rejects.toThrow('answers 400');
        expect(model.cost.inputTokens).toBeGreaterThan(100);
        await expect(model.writer(request('characterize'), signal)).rejects.toThrow(BudgetSpent);
        expect(asked).toHaveLength(1);
      },
    );
  });
});

test('the key is in no message', async () => {
  await withModelServer(
    ({ headers }) =>
      (response) =>
        failWith(response, 400, `no such header: ${headers.authorization}`),
    async ({ url }) => {
      const error = await modelAt(url)
        .writer(request(), signal)
        .catch((reason: unknown) => String(reason));
      expect(error).toContain('no such header: Bearer …');
    },
  );
});

test('the same question at the same time is asked once', async () => {
  await withModelServer(
    () => good,
    async ({ url, asked }) => {
      const model = modelAt(url);
      const answers = await Promise.all([1, 2, 3].map(() => model.writer(request(), signal)));
      expect(answers).toEqual([good, good, good]);
      expect(asked).toHaveLength(1);
    },
  );
});
