/** Text of the project as Markdown that says only what it says: no link, no HTML, no mention comes of it. */
import { oneLine } from '../text.ts';

/** Code, a name or a path, on one line; nothing in it means anything to Markdown. */
export function code(foreign: string): string {
  const text = oneLine(foreign) || ' ';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${room}${text}${room}${fence}`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // GitHub tells whoever is named, also behind a backslash.
  '@': '@&#8203;',
};

/** Words that may have code of the project in them, on one line. */
export function words(foreign: string): string {
  return oneLine(foreign)
    .replace(/[\\`*_{}[\]|~$]|:(?=\S)/g, '\\$&')
    .replace(/\bwww\./gi, (address) => address.replace('.', '\\.'))
    .replace(/[&<>@]/g, (character) => entities[character]!);
}

/** A link into the page, such as `function` with the function's id. */
export function pageLink(text: string, view: string, id: string): string {
  return `[${text}](index.html#/${view}/${id.split('/').map(encode).join('/')})`;
}

function encode(part: string): string {
  return encodeURIComponent(part).replace(
    /[()'*!~]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}
