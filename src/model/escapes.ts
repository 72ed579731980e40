/** Text for a literal in code: what ends a line, steers a terminal or turns the direction of a text is an escape. */
export function withEscapes(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
