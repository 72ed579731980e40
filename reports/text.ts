/** Text for people: widths, and nothing that steers a terminal or a page. */

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

/** Text of the project on one line, its control characters made visible: it must not steer a terminal. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s+/g, ' ').trim());
}

/** Shows control and direction characters as escapes; tabs and line ends stay, a lone carriage return does not. */
export function visible(text: string): string {
  return text.replace(/\r(?!\n|$)|(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Cuts a text at `length` characters, with `…` as its last one. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
