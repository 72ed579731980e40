import type { IncomingMessage } from 'node:http';
import { exitCodes, UserError } from '../errors.ts';

/** In bytes. A decision takes less than one kB, but for what is whole functions. */
const maxBytes = 2 ** 23;

/** @throws UserError if it is no JSON, or too long */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/.test(type)) throw refused('the request is no application/json');
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxBytes) throw refused('the request is too long');
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    throw refused('the request is no JSON');
  }
}

function refused(why: string): UserError {
  return new UserError(exitCodes.usage, why);
}
