import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ApiRequest {
  method: string;
  /** With its query, decoded. */
  path: string;
  body: unknown;
  headers: Record<string, unknown>;
}

/** A server that answers JSON and keeps what it was asked; undefined is a 404. It ends with the test. */
export async function apiServer(
  answer: (request: ApiRequest) => unknown,
): Promise<{ url: string; requests: ApiRequest[] }> {
  const requests: ApiRequest[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += part;
    const asked = {
      method: request.method ?? '',
      path: decodeURIComponent(request.url ?? ''),
      body: text === '' ? undefined : JSON.parse(text),
      headers: request.headers,
    };
    requests.push(asked);
    const given = answer(asked);
    response.statusCode = given === undefined ? 404 : 200;
    response.end(JSON.stringify(given ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
