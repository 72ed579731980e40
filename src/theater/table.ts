import { end, isFunction, type Node, start, types } from '../instrument/syntax.ts';
import { bodyOf } from './test-file.ts';
import { edited, type Twin, type TwinGroup } from './twins.ts';

/** A unified diff that turns the tests into one table; undefined if their form does not allow it. */
export function tableDiff({ file, twins }: TwinGroup): string | undefined {
  const [first] = twins;
  if (!first || !twins.every(isPlain)) return undefined;
  const { source } = first.call;
  const lines = source.split('\n');
  const table = tableOf(twins).split('\n');
  const ranges = twins.map(({ call }) => ({
    from: call.node.loc!.start.line,
    to: endLine(call.parent!.node),
  }));
  let shift = 0;
  const hunks = ranges.map(({ from, to }, index) => {
    const removed = lines.slice(from - 1, to);
    const added = index === 0 ? table : [];
    const after = from + shift - (added.length === 0 ? 1 : 0);
    shift += added.length - removed.length;
    const head = `@@ -${from},${removed.length} +${after},${added.length} @@`;
    return [head, ...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)].join('\n');
  });
  return [`--- a/${file}`, `+++ b/${file}`, ...hunks, ''].join('\n');
}

/** `it('name', () => {…});` on lines of its own. */
function isPlain({ call }: Twin): boolean {
  const { node, parent, source } = call;
  const [name, body, ...more] = node.arguments;
  if (!types.isExpressionStatement(parent?.node) || more.length > 0 || !types.isStringLiteral(name))
    return false;
  if (!types.isIdentifier(node.callee) || !body || !isFunction(body)) return false;
  const before = source.slice(source.lastIndexOf('\n', start(node) - 1) + 1, start(node));
  const behind = source.slice(end(parent.node)).split('\n', 1)[0] ?? '';
  return before.trim() === '' && behind.trim() === '';
}

function endLine(node: Node): number {
  return node.loc!.end.line;
}

function tableOf(twins: Twin[]): string {
  const { call, values } = twins[0]!;
  const { source, node } = call;
  const textOf = (value: Node) => source.slice(start(value), end(value));
  const varying = values.flatMap((_, index) =>
    new Set(twins.map((twin) => textOf(twin.values[index]!))).size > 1 ? [index] : [],
  );
  const body = bodyOf(node)!;
  const parameters = ['_name', ...varying.map((_, column) => `value${column + 1}`)].join(', ');
  const edits = varying.map((index, column) => ({
    from: start(values[index]!),
    to: end(values[index]!),
    text: `value${column + 1}`,
  }));
  const rows = twins.map((twin) =>
    [textOf(twin.call.node.arguments[0]!), ...varying.map((index) => textOf(twin.values[index]!))].join(', '),
  );
  const margin = source.slice(source.lastIndexOf('\n', start(node) - 1) + 1, start(node));
  const callee = textOf(node.callee);
  const written = edited(source, start(body.body), end(body.body), edits);
  return [
    `${margin}${callee}.each([`,
    ...rows.map((row) => `${margin}  [${row}],`),
    `${margin}])('%s', ${body.async ? 'async ' : ''}(${parameters}) => ${written});`,
  ].join('\n');
}
