import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a model was asked, whichever API it was asked by. */
export interface Asked {
  api: 'responses' | 'chat';
  /** 1 for the first request. */
  number: number;
  instructions: string;
  input: string;
  /** The request as it came. */
  body: Record<string, unknown>;
  headers: IncomingMessage['headers'];
}

/** Says something, or does something else with the connection. */
export type Reply = string | object | ((response: ServerResponse, asked: Asked) => void | Promise<void>);

/** A server that speaks as much of OpenAI's protocol as is used, on a port of its own. */
export interface ModelServer {
  /** With `/v1`. */
  url: string;
  asked: Asked[];
}

/**
 * Runs a model server while `use` works.
 * @param reply what the model says: text, an object as JSON text, or a function that answers by itself
 * @param apis which APIs there are; others are answered with 404
 */
export async function withModelServer<T>(
  reply: (asked: Asked) => Reply,
  use: (server: ModelServer) => Promise<T>,
  apis: Asked['api'][] = ['responses', 'chat'],
): Promise<T> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, reply, asked, apis);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await use({ url: `http://127.0.0.1:${port}/v1`, asked });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const paths: Record<string, Asked['api']> = { '/v1/responses': 'responses', '/v1/chat/completions': 'chat' };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  reply: (asked: Asked) => Reply,
  all: Asked[],
  apis: Asked['api'][],
): Promise<void> {
  const api = paths[request.url ?? ''];
  const text = await textOf(request);
  if (api === undefined || !apis.includes(api)) return failWith(response, 404, 'there is nothing here');
  const asked = {
    ...read(api, JSON.parse(text) as Record<string, unknown>),
    number: all.length + 1,
    headers: request.headers,
  };
  all.push(asked);
  const said = reply(asked);
  if (typeof said === 'function') await said(response, asked);
  else sendJson(response, saying(api, typeof said === 'string' ? said : JSON.stringify(said)));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part as string;
  return text;
}

function read(api: Asked['api'], body: Record<string, unknown>): Omit<Asked, 'number' | 'headers'> {
  if (api === 'responses')
    return { api, instructions: String(body.instructions), input: String(body.input), body };
  const [system, user] = body.messages as { content: string }[];
  return { api, instructions: system?.content ?? '', input: user?.content ?? '', body };
}

const usage = {
  responses: { input_tokens: 1000, output_tokens: 200, total_tokens: 1200 },
  chat: { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 },
};

/** An answer of either API with a text, or changed in parts. */
export function saying(api: Asked['api'], text: string, changed: object = {}): object {
  if (api === 'responses')
    return {
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      error: null,
      incomplete_details: null,
      output: [
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text, annotations: [] }] },
      ],
      usage: usage.responses,
      ...changed,
    };
  return {
    id: 'chat_1',
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text }, ...changed }],
    usage: usage.chat,
  };
}

export function sendJson(
  response: ServerResponse,
  body: object,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function failWith(
  response: ServerResponse,
  status: number,
  message: string,
  headers?: Record<string, string>,
): void {
  sendJson(response, { error: { message, type: 'error', code: null } }, status, headers);
}
