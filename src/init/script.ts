/**
 * The text of a package.json with a script more. All else stays as it is written, the end of its lines among it.
 * @returns the same text if there is a script of that name
 * @throws SyntaxError if the text is no JSON
 */
export function withScript(text: string, name: string, command: string): string {
  const before = JSON.parse(text) as { scripts?: unknown };
  const scripts = isObject(before.scripts) ? before.scripts : {};
  if (name in scripts) return text;
  const after = { ...before, scripts: { ...scripts, [name]: command } };
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const inserted = insertedScript(
    text,
    `${JSON.stringify(name)}: ${JSON.stringify(command)}`,
    indent,
    lineEnd,
  );
  if (inserted !== undefined && isSame(inserted, after)) return inserted;
  return `${JSON.stringify(after, null, indent)}\n`.replaceAll('\n', lineEnd);
}

/** Behind the last script, in a line of its own; undefined unless the scripts stand in lines of their own. */
function insertedScript(text: string, entry: string, indent: string, lineEnd: string): string | undefined {
  const [opening] = new RegExp(`\\n${indent}"scripts"\\s*:\\s*\\{`).exec(text) ?? [];
  if (opening === undefined) return undefined;
  const start = text.indexOf(opening) + opening.length;
  const end = closingBrace(text, start);
  const body = text.slice(start, end);
  if (body.trim() === '')
    return `${text.slice(0, start)}${lineEnd}${indent}${indent}${entry}${lineEnd}${indent}${text.slice(end)}`;
  if (!body.includes('\n')) return undefined;
  const last = start + body.trimEnd().length;
  return `${text.slice(0, last)},${lineEnd}${indent}${indent}${entry}${text.slice(last)}`;
}

/** Scripts are strings alone, so the first brace outside of one closes them. */
function closingBrace(text: string, from: number): number {
  const [inside] = /^(?:[^"}]|"(?:\\.|[^"\\])*")*/.exec(text.slice(from)) ?? [''];
  return from + inside.length;
}

function isSame(text: string, value: object): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
