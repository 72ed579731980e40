/** What Node loads before the program itself. */
export interface Preload {
  by: 'import' | 'require' | 'loader';
  module: string;
}

const flags: Record<string, Preload['by']> = {
  '--import': 'import',
  '--require': 'require',
  '-r': 'require',
  '--loader': 'loader',
  '--experimental-loader': 'loader',
};

/** Takes apart flags of Node: what is loaded first, which the worker does itself once its own hooks are there, and the others. */
export function readNodeFlags(words: readonly string[]): { preloads: Preload[]; rest: string[] } {
  const preloads: Preload[] = [];
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [, name = word, given] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
    const by = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (by === undefined) rest.push(word);
    else preloads.push({ by, module: given ?? words[++at] ?? '' });
  }
  return { preloads, rest };
}
