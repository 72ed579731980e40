/**
 * Text of several lines: shows control, separator and direction characters as escapes, so that they steer no terminal and no
 * page. Tabs and line ends stay, a lone carriage return does not.
 */
export function visible(text: string): string {
  return text.replace(/\r(?!\n|$)|(?![\t\n\r])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escaped);
}

/** Text for a literal in code, of one line: tabs and line ends are escapes as well. */
export function withEscapes(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
