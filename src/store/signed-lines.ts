/** Lines of JSON that only whoever has a key can have written, in this order. Pure. */
import { createHmac } from 'node:crypto';

/** Signs each line together with all that stand before it. */
export class LineSigner {
  readonly #key: Buffer;
  #last: string;

  /** @param last the signature of the line to go on after; none for the first */
  constructor(key: Buffer, last = '') {
    this.#key = key;
    this.#last = last;
  }

  sign(json: string): string {
    this.#last = signature(this.#key, this.#last, json);
    return `${this.#last} ${json}`;
  }
}

export interface SignedLines {
  rows: unknown[];
  /** The signature of the last line. */
  last: string;
}

/**
 * The lines of a text. One without its end is left out: whoever wrote it was interrupted, and may have gone on later.
 * @returns undefined if a whole line is not where it was written, or is another one
 */
export function readSigned(text: string, key: Buffer): SignedLines | undefined {
  const read: SignedLines = { rows: [], last: '' };
  for (const line of text.split('\n')) {
    const { signed, json } = partsOf(line);
    const row = parsed(json);
    if (row === undefined) continue;
    if (signed !== signature(key, read.last, json)) return undefined;
    read.rows.push(row);
    read.last = signed;
  }
  return read;
}

/** The same whoever wrote them: nothing of it may be believed. */
export function readUnsigned(text: string): unknown[] {
  return text.split('\n').flatMap((line) => parsed(partsOf(line).json) ?? []);
}

function partsOf(line: string): { signed: string; json: string } {
  const [, signed = '', json = ''] = /^([\w-]{43} )?(\{.*)$/s.exec(line) ?? [];
  return { signed: signed.trimEnd(), json };
}

/** Undefined unless it is a whole object. */
function parsed(json: string): unknown {
  try {
    return json === '' ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

function signature(key: Buffer, last: string, json: string): string {
  return createHmac('sha256', key).update(`realcov line\n${last}\n${json}`).digest('base64url');
}
