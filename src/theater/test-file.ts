import { end, isFunction, type Node, parse, start, types, type Visit, visit } from '../instrument/syntax.ts';

/** The text of a test file, and the positions of its tests. */
export interface TestFile {
  source: string;
  comments: types.Comment[];
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
  let comments: types.Comment[];
  try {
    const tree = parse(source, file);
    visits = [...visit(tree, source)];
    comments = tree.comments ?? [];
  } catch {
    return undefined;
  }
  const tests = visits.filter(isTestCall);
  return {
    source,
    comments,
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
