/** Reads the text of a comment that a job has left whose code is not trusted. */
import { lstatSync, readFileSync } from 'node:fs';
import { complaintAbout } from './check-comment.mjs';

/** In bytes: no character of a text takes more than four. */
const maxBytes = 4 * 65_536;

/**
 * The text, or why it is not to be posted. Nothing of the file is in the answer but the text itself.
 * @param {string} file
 * @param {readonly string[]} addresses where its links may lead
 * @returns {{ text: string } | { refused: string } | undefined} undefined if there is no file
 */
export function readComment(file, addresses) {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  // Nor a link: it may lead to a file of this job.
  if (!found.isFile()) return { refused: 'it is no file' };
  if (found.size > maxBytes) return { refused: `it has more than ${maxBytes} bytes` };
  const text = utf8(readFileSync(file));
  if (text === undefined) return { refused: 'it is no UTF-8' };
  const refused = complaintAbout(text, addresses);
  return refused === undefined ? { text } : { refused };
}

/**
 * The address of a published page as realcov writes it in links; none if there is no address.
 * @param {string | undefined} address
 * @returns {string[]}
 */
export function pageAddress(address) {
  if (!address) return [];
  const url = new URL(address);
  url.hash = '';
  return [url.href.replace(/[\s()<>\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)];
}

/** @param {Uint8Array} bytes */
function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
