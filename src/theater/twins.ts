import { ancestors, end, isFunction, type Node, start, types, type Visit } from '../instrument/syntax.ts';
import type { CleanRun, RunTest } from '../model/run.ts';
import { bodyOf, type TestFile } from './test-file.ts';

/** Tests of one suite with the same text, except for local names and values. */
export interface TwinGroup {
  file: string;
  twins: Twin[];
}

export interface Twin {
  test: RunTest;
  call: Visit<types.CallExpression>;
  /** Literal values in the body, in order. */
  values: Node[];
}

/** Shorter bodies are too similar by chance. */
const minLength = 20;

/** Groups of at least two, in the order of the tests. Pure. */
export function findTwins(run: CleanRun, open: (file: string) => TestFile | undefined): TwinGroup[] {
  return run.files.flatMap(({ file, tests }) => {
    const text = open(file);
    if (!text) return [];
    const perLine = Map.groupBy(tests, ({ line }) => line);
    // Several tests at one line come from a table or a loop.
    const single = tests.filter(({ line }) => line > 0 && perLine.get(line)!.length === 1);
    const shaped = single.flatMap((test) => {
      const call = text.callAt(test.line);
      const shape = call && shapeOf(call, text);
      return call && shape ? [{ key: shape.key, twin: { test, call, values: shape.values } }] : [];
    });
    return [...Map.groupBy(shaped, ({ key }) => key).values()]
      .filter((group) => group.length > 1)
      .map((group) => ({ file, twins: group.map(({ twin }) => twin) }));
  });
}

/** The text of a test with numbers instead of local names and without values; with its suite, because names differ by suite. */
function shapeOf(
  call: Visit<types.CallExpression>,
  file: TestFile,
): { key: string; values: Node[] } | undefined {
  const body = bodyOf(call.node);
  if (!body || body.params.length > 0) return undefined;
  const inside = file.within(body.body);
  const values = inside.filter((each) => isValue(each.node) && !isKey(each) && !isWithinValue(each, body));
  const names = ownNames(inside);
  const edits = [
    ...values.map(({ node }) => ({ from: start(node), to: end(node), text: '#' })),
    ...inside.flatMap((each) => nameEdit(each, names)),
    ...file.comments.map((comment) => ({ from: comment.start!, to: comment.end!, text: '' })),
  ];
  const suite = [...ancestors(call)].find(({ node }) => types.isCallExpression(node) && bodyOf(node));
  const callee = file.source.slice(start(call.node.callee), end(call.node.callee));
  const shape = edited(file.source, start(body), end(body), edits).replace(/\s+/g, ' ');
  return shape.length < minLength
    ? undefined
    : { key: `${suite?.node.start ?? 0}\n${callee}\n${shape}`, values: values.map(({ node }) => node) };
}

/** Consists of literals only. */
function isValue(node: Node): boolean {
  if (types.isTemplateLiteral(node)) return node.expressions.length === 0;
  if (types.isArrayExpression(node)) return node.elements.every((each) => each !== null && isValue(each));
  if (types.isObjectExpression(node))
    return node.properties.every(
      (each) => types.isObjectProperty(each) && !each.computed && isValue(each.value),
    );
  if (types.isUnaryExpression(node)) return isValue(node.argument);
  return types.isLiteral(node) || types.isIdentifier(node, { name: 'undefined' });
}

function isKey({ parent, key }: Visit): boolean {
  return key === 'key' || (types.isTaggedTemplateExpression(parent?.node) && key === 'quasi');
}

function isWithinValue(each: Visit, body: Node): boolean {
  for (let at = each.parent; at && at.node !== body; at = at.parent) if (isValue(at.node)) return true;
  return false;
}

/** The names that the test declares, in order. */
function ownNames(inside: Visit[]): string[] {
  const names = inside.flatMap(({ node }) => {
    if (types.isVariableDeclarator(node)) return Object.keys(types.getBindingIdentifiers(node.id));
    return isFunction(node)
      ? node.params.flatMap((each) => Object.keys(types.getBindingIdentifiers(each)))
      : [];
  });
  return [...new Set(names)];
}

interface Edit {
  from: number;
  to: number;
  text: string;
}

function nameEdit({ node, parent, key }: Visit, names: string[]): Edit[] {
  if (!types.isIdentifier(node) || !names.includes(node.name)) return [];
  const isMember = types.isMemberExpression(parent?.node) && key === 'property' && !parent.node.computed;
  if (isMember || key === 'key') return [];
  return [{ from: start(node), to: start(node) + node.name.length, text: `$${names.indexOf(node.name)}` }];
}

/** The text of a range with its edits applied. Edits inside of another edit are left out. */
export function edited(source: string, from: number, to: number, edits: Edit[]): string {
  let at = from;
  let result = '';
  for (const edit of edits.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (edit.from < at || edit.to > to) continue;
    result += source.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + source.slice(at, to);
}
