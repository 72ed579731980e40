/** Where a test ends, by how its lines are indented: nothing here parses, and a few lines too many do no harm. */

const longest = 80;

/** First and last line of the test that begins at a line; both 1-based. */
export function linesOfTest(source: string, line: number): { from: number; to: number } {
  const lines = source.split('\n');
  const from = Math.min(Math.max(line, 1), lines.length);
  const indent = indentOf(lines[from - 1] ?? '');
  const isEnd = (text: string) => text.trim() !== '' && indentOf(text) <= indent;
  const next = lines.findIndex((text, index) => index >= from && isEnd(text));
  if (next < 0) return { from, to: Math.min(from + longest, lines.length) };
  // `])('name', (a, b) => {` ends the table of a test.each, not the test.
  const opensAgain = /[{([]\s*$/.test(lines[next] ?? '') && /^\s*[\])}]/.test(lines[next] ?? '');
  if (opensAgain) return { from, to: Math.min(linesOfTest(source, next + 1).to, from + longest) };
  const closes = /^\s*[\])}]/.test(lines[next] ?? '');
  return { from, to: Math.min(closes ? next + 1 : next, from + longest) };
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
