import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** What a request is answered with. */
export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string | Buffer;
}

/** Sent with every answer. */
const commonHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function json(value: unknown): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** @param body gzip of JSON */
export function zippedJson(body: Buffer): Answer {
  return { status: 200, headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body };
}

/** @param policy its Content-Security-Policy */
export function page(html: string, policy: string): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
  return { status: 200, headers, body: html };
}

/** To the page itself, with a cookie if there is a new one. */
export function redirection(cookie: string | undefined): Answer {
  return { status: 303, headers: { location: '/', ...(cookie && { 'set-cookie': cookie }) }, body: '' };
}

/** What is left of a request's body that was not read is not waited for. */
export function refusal(status: number, why: string): Answer {
  const headers = { 'content-type': 'text/plain; charset=utf-8', connection: 'close' };
  return { status, headers, body: `${why}\n` };
}

export function write(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...commonHeaders, ...headers });
  response.end(body);
}

/** Begins an answer that goes on as long as somebody listens. */
export function writeStreamHead(response: ServerResponse): void {
  response.writeHead(200, { ...commonHeaders, 'content-type': 'text/event-stream' });
}
