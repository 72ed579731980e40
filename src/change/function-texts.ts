import { functionsOf } from '../instrument/functions.ts';
import { leftAlone } from '../instrument/left-alone.ts';
import { positionsOf } from '../instrument/positions.ts';
import { end, parse, start, type types } from '../instrument/syntax.ts';
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
      tokens: tokens
        .filter((token) => start(node) <= token.start && token.end <= end(node))
        .map(({ text }) => text),
    }));
  } catch {
    return [];
  }
}

interface Token {
  start: number;
  end: number;
  text: string;
}

/** What a text is made of, comments and white space aside. */
export function tokensIn(source: string, file: string): Token[] {
  const tokens = (parse(source, file, { tokens: true }).tokens ?? []) as (
    | types.Comment
    | { type: unknown; start: number; end: number }
  )[];
  return (
    tokens
      .filter(({ type }) => type !== 'CommentLine' && type !== 'CommentBlock')
      .map(({ start, end }) => ({ start: start!, end: end!, text: source.slice(start, end) }))
      // A comma behind the last of a list is a matter of format, as are semicolons.
      .filter(({ text }) => text !== '' && text !== ';')
  );
}
