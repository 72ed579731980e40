/** Text as XML 1.0: characters that it cannot hold are shown as escapes. */
import { visible } from '../text.ts';

export function xmlText(text: string): string {
  return visible(text.toWellFormed())
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** ` name="value"` for each, with the space before. Line ends would be read as spaces, so they are escapes. */
export function xmlAttributes(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .map(
      ([name, value]) =>
        ` ${name}="${xmlText(String(value)).replace(/[\t\n\r]/g, (at) => `&#${at.charCodeAt(0)};`)}"`,
    )
    .join('');
}
