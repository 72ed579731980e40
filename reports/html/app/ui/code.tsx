import { visible } from '../../../text.ts';
import { highlight, type Token } from '../model/highlight.ts';

const known = new Map<string, Token[][]>();

/** The lines of a source, coloured once for all that show them. */
export function tokensOf(source: string): Token[][] {
  const before = known.get(source);
  if (before) return before;
  // A few files are enough: a reader goes back and forth between them.
  if (known.size > 20) known.clear();
  const lines = highlight(source);
  known.set(source, lines);
  return lines;
}

export function CodeLine({ tokens }: { tokens: Token[] }) {
  return (
    <>
      {tokens.map(({ kind, text }, index) =>
        kind === 'plain' ? (
          visible(text)
        ) : (
          <span key={index} class={`code-${kind}`}>
            {visible(text)}
          </span>
        ),
      )}
    </>
  );
}
