/** How often each word comes up, the most frequent first. */
export function counted(words: string[]): Record<string, number> {
  const groups = [...Map.groupBy(words, (word) => word)].map(([word, all]): [string, number] => [
    word,
    all.length,
  ]);
  return Object.fromEntries(groups.sort(([, a], [, b]) => b - a));
}
