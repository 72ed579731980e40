import { functionsOf } from '../instrument/functions.ts';
import { leftAlone } from '../instrument/left-alone.ts';
import { positionsOf } from '../instrument/positions.ts';
import { end, parse, start } from '../instrument/syntax.ts';
import { treeOf } from '../instrument/tree.ts';
import type { FunctionUnit } from '../model/source.ts';

/** A function, and what it says apart from comments and formatting. */
export interface FunctionText extends FunctionUnit {
  tokens: string[];
}

/** The functions of a source, in source order; none of one that does not parse. */
export function functionTexts(file: string, source: string): FunctionText[] {
  try {
    const tree = treeOf(source, file);
    const units = functionsOf(tree, positionsOf(source), leftAlone(tree.visits));
    const tokens = tokensIn(source, file);
    return [...units].map(([node, unit]) => ({
      ...unit,
      tokens: textsWithin(tokens, start(node), end(node)),
    }));
  } catch {
    return [];
  }
}

/** What tokens between two places say. They are in the order of the text, which is searched once. */
export function textsWithin(tokens: readonly Token[], from: number, to: number): string[] {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.start < from) low = middle + 1;
    else high = middle;
  }
  const texts: string[] = [];
  for (let token = tokens[low]; token && token.end <= to; token = tokens[++low]) texts.push(token.text);
  return texts;
}

export interface Token {
  start: number;
  end: number;
  text: string;
}

/** What a text is made of, comments and white space aside, and what a formatter adds or takes away. */
export function tokensIn(source: string, file: string): Token[] {
  const tokens = (parse(source, file, { tokens: true }).tokens ?? []) as Positioned[];
  const said = tokens
    .filter(({ type }) => type !== 'CommentLine' && type !== 'CommentBlock')
    .map(({ start, end }) => ({ start, end, text: source.slice(start, end) }));
  const isFormat = ({ text }: Token, next: Token | undefined) =>
    text === '' || text === ';' || (text === ',' && /^[)\]}]$/.test(next?.text ?? ''));
  return said.filter((token, index) => !isFormat(token, said[index + 1]));
}

/** A token or a comment of Babel's. */
interface Positioned {
  type: unknown;
  start: number;
  end: number;
}
