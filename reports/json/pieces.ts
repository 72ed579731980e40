/**
 * A value as JSON in pieces, objects and lists opened to a depth and on one line below it: entries can be
 * found and compared line by line, and a text that would not fit into one string can still be written.
 */
export function* jsonPieces(value: unknown, depth: number): Generator<string> {
  yield* nested(value, depth, '');
  yield '\n';
}

function* nested(value: unknown, depth: number, indent: string): Generator<string> {
  const isList = Array.isArray(value);
  const entries = depth > 0 ? entriesOf(value) : [];
  if (entries.length === 0) {
    yield JSON.stringify(value);
    return;
  }
  const inner = `${indent}  `;
  yield isList ? '[' : '{';
  for (const [index, [key, entry]] of entries.entries()) {
    yield `${index === 0 ? '' : ','}\n${inner}${isList ? '' : `${JSON.stringify(key)}: `}`;
    yield* nested(entry, depth - 1, inner);
  }
  yield `\n${indent}${isList ? ']' : '}'}`;
}

/** The entries that JSON keeps: an object's absent values are left out, a list's stay as null. */
function entriesOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.map((entry, index) => [String(index), entry ?? null]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter(([, entry]) => entry !== undefined);
}
