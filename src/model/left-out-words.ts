/** The words of a command without some of its options. Pure. */
export function withoutOptions(
  words: readonly string[],
  isLeftOut: RegExp,
  /** Those among them whose value is the next word. */
  withValue: RegExp,
): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!isLeftOut.test(word)) kept.push(word);
    else if (withValue.test(word)) at++;
  }
  return kept;
}
