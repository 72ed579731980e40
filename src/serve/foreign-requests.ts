import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request is not from the page itself, undefined if it is. A name that leads here (DNS rebinding) has another
 * host than the address that was printed; a page of another site, or of another port, says so in headers that it
 * cannot change.
 */
export function foreignness(headers: IncomingHttpHeaders, port: number): string | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  if (host === undefined || !hosts.includes(host)) return 'this server answers only under 127.0.0.1';
  if (origin !== undefined && origin !== `http://${host}`) return 'this request comes from another site';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'this request comes from another site';
  return undefined;
}
