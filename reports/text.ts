/** Text for people: widths, and nothing that steers a terminal or a page. */
import { visible } from '../src/model/visible.ts';

export { visible };

/** Puts items with a separator on lines no longer than `width`; an item longer than that has a line of its own. */
export function flow(items: string[], width: number, separator = ' · '): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + separator.length + item.length <= width) {
      lines[lines.length - 1] = last + separator + item;
    } else lines.push(item);
  }
  return lines;
}

/** The length of the longest text, for columns. */
export function widest(texts: string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

/** Words on one line, their control characters made visible: they must not steer a terminal. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s+/g, ' ').trim());
}

/** What an error says, on one line, with functions under the names that the code has for them and not those of Vite. */
export function errorText(message: string): string {
  return oneLine(message)
    .replace(/\(0 ?, ?__vite_ssr_import_\d+__\.([\w$]+)\)/g, '$1')
    .replace(/\b__vite_ssr_import_\d+__\./g, '');
}

/**
 * A name on one line: of a file, a test, a function, a break. Nothing in it is left out; what ends a line or steers a
 * terminal is an escape.
 */
export function nameText(name: string): string {
  return visible(name.replace(/[\t\n\r]/g, (character) => lineEscapes[character] ?? ''));
}

const lineEscapes: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A path in the head of a diff, in quotes and with escapes as git writes it where it has more than plain characters. */
export function gitPath(path: string): string {
  const quoted = path.replace(/["\\]|[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, gitEscape);
  return quoted === path ? path : `"${quoted}"`;
}

function gitEscape(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (lineEscapes[character] !== undefined) return lineEscapes[character];
  const bytes = [...new TextEncoder().encode(character)];
  return bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** JSON to print: the same value, with the characters escaped that JSON lets stand and a terminal obeys. */
export function printedJson(value: unknown): string {
  return `${visible(JSON.stringify(value, null, 2))}\n`;
}

/** Cuts a text at `length` characters, with `…` as its last one. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
