/** Text of the project as Markdown that says only what it says: no link, no HTML, no mention comes of it. */
import type { AuditedMutant } from '../../src/model/audit.ts';
import { breakWords } from '../breaks.ts';
import { oneLine } from '../text.ts';

/** Code, a name or a path, on one line; nothing in it means anything to Markdown. */
export function code(foreign: string): string {
  const text = oneLine(foreign) || ' ';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${room}${text}${room}${fence}`;
}

/** What is not here is parted from what follows: platforms tell whoever is named and link what looks like an issue or a merge request. */
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Words that may have code of the project in them, on one line. */
export function words(foreign: string): string {
  return withEntities(
    oneLine(foreign)
      .replace(/[\\`*_{}[\]|~$]|:(?=\S)/g, '\\$&')
      .replace(/\bwww\./gi, (address) => address.replace('.', '\\.')),
  );
}

/** The same where HTML stands, which is not read as Markdown. */
export function htmlText(foreign: string): string {
  return withEntities(oneLine(foreign));
}

function withEntities(text: string): string {
  return text.replace(/[&<>@]|[#!](?=\d)|\bGH-(?=\d)/gi, (mark) => entities[mark] ?? `${mark}&#8203;`);
}

/** What a break does, its code as code. */
export function breakText(mutant: Pick<AuditedMutant, 'mutator' | 'original' | 'replacement'>): string {
  return breakWords(mutant)
    .map((part) => (typeof part === 'string' ? edged(part) : code(part.code)))
    .join('');
}

/** Words that keep the spaces at their ends. */
function edged(part: string): string {
  return part.replace(/\S(.*\S)?/s, (inner) => words(inner));
}

/** Makes a link to a place in the page, such as `function` with the function's id; to the page itself without a view. */
export type PageLink = (text: string, view?: string, id?: string) => string;

/** @param page the address of the page */
export function pageLinks(page: string): PageLink {
  // It is escaped already, but for what would end the link.
  const start = page.replace(/[\s()<>\\]/g, percentCode);
  return (text, view, id) => {
    const path = id === undefined ? [] : id.split('/').map(encode);
    return `[${text}](${start}${view === undefined ? '' : `#/${[view, ...path].join('/')}`})`;
  };
}

function encode(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replace(/[()'*!~]/g, percentCode);
}

function percentCode(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
