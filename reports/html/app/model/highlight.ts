/** Colours for TypeScript, by a list of words and shapes: not a parser, and never wrong about the text itself. */

export type TokenKind = 'plain' | 'comment' | 'string' | 'number' | 'keyword';

export interface Token {
  kind: TokenKind;
  text: string;
}

const words =
  'abstract|any|as|async|await|boolean|break|case|catch|class|const|continue|debugger|declare|default|delete|do|else|enum|export|extends|false|finally|for|from|function|get|if|implements|import|in|infer|instanceof|interface|is|keyof|let|namespace|never|new|null|number|object|of|private|protected|public|readonly|return|satisfies|set|static|string|super|switch|symbol|this|throw|true|try|type|typeof|undefined|unknown|using|var|void|while|with|yield';

const shapes = new RegExp(
  [
    String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    String.raw`(?<string>'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|` +
      '`' +
      String.raw`(?:\\[\s\S]|[^` +
      '`' +
      String.raw`\\])*` +
      '`?)',
    String.raw`(?<number>(?<![\w$.])(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)n?)`,
    String.raw`(?<keyword>(?<![\w$.])(?:${words})(?![\w$]))`,
  ].join('|'),
  'g',
);

/** Colouring takes time, and nobody reads such a file here. */
const longest = 400_000;

/** The tokens of each line of a source text. */
export function highlight(source: string): Token[][] {
  const lines: Token[][] = [[]];
  const add = (kind: TokenKind, text: string) => {
    const [first = '', ...others] = text.split('\n');
    if (first !== '') lines.at(-1)?.push({ kind, text: first });
    for (const line of others) lines.push(line === '' ? [] : [{ kind, text: line }]);
  };
  if (source.length > longest) {
    add('plain', source);
    return lines;
  }
  let end = 0;
  for (const match of source.matchAll(shapes)) {
    add('plain', source.slice(end, match.index));
    add(kindOf(match.groups ?? {}), match[0]);
    end = match.index + match[0].length;
  }
  add('plain', source.slice(end));
  return lines;
}

function kindOf(groups: Record<string, string | undefined>): TokenKind {
  const kinds = ['comment', 'string', 'number', 'keyword'] as const;
  return kinds.find((kind) => groups[kind] !== undefined) ?? 'plain';
}
