import { end, isFunction, type Node, parse, start, types, type Visit, visit } from '../instrument/syntax.ts';

import { Names } from './names.ts';

/** The text of a test file, and the positions of its tests. */
export interface TestFile {
  source: string;
  comments: types.Comment[];
  visits: readonly Visit[];
  /** The modules behind the names that it imports; only for their effect, under the empty name. */
  imports: ReadonlyMap<string, string>;
  /** What its names stand for. */
  names(): Names;
  /** All calls in the file. */
  calls: Visit<types.CallExpression>[];
  /** The call that defines the test at a line. */
  callAt(line: number): Visit<types.CallExpression> | undefined;
  /** All nodes inside of a node. */
  within(node: Node): Visit[];
}

/** Undefined for a text that does not parse. */
export function readTestFile(source: string, file: string): TestFile | undefined {
  let visits: Visit[];
  let tree: types.File;
  try {
    tree = parse(source, file);
    visits = [...visit(tree, source)];
  } catch {
    return undefined;
  }
  const tests = visits.filter(isTestCall);
  let names: Names | undefined;
  return {
    source,
    comments: tree.comments ?? [],
    visits,
    imports: importsOf(tree),
    names: () => (names ??= new Names(visits)),
    calls: visits.filter((each): each is Visit<types.CallExpression> => types.isCallExpression(each.node)),
    // The innermost call is the test; the ones around it are suites.
    callAt: (line) =>
      tests.findLast(({ node }) => node.loc!.start.line <= line && line <= bodyOf(node)!.loc!.start.line),
    within: (node) =>
      visits.filter(
        (each) => start(each.node) >= start(node) && end(each.node) <= end(node) && each.node !== node,
      ),
  };
}

function importsOf({ program }: types.File): Map<string, string> {
  const imports = program.body.filter((each) => types.isImportDeclaration(each));
  return new Map(
    imports.flatMap(({ specifiers, source }): [string, string][] =>
      specifiers.length > 0
        ? specifiers.map(({ local }) => [local.name, source.value])
        : [['', source.value]],
    ),
  );
}

function isTestCall(each: Visit): each is Visit<types.CallExpression> {
  return types.isCallExpression(each.node) && bodyOf(each.node) !== undefined;
}

/** The function of a test. */
export function bodyOf(
  call: types.CallExpression,
): types.ArrowFunctionExpression | types.FunctionExpression | undefined {
  return call.arguments.find((argument) => isFunction(argument)) as types.ArrowFunctionExpression | undefined;
}

/** Reads each file once. */
export function testFiles(
  read: (file: string) => string | undefined,
): (file: string) => TestFile | undefined {
  const known = new Map<string, TestFile | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, readTestFile(read(file) ?? '', file));
    return known.get(file);
  };
}
