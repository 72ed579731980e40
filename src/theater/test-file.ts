import { isFunction, type Node, parse, types, type Visit, visit } from '../instrument/syntax.ts';

import { Names, referenceAt } from './names.ts';

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
  /** All nodes inside of a node that can run, in source order. */
  within(node: Node): Visit[];
  visitOf(node: Node): Visit | undefined;
  /** All places that a name stands for a value at. */
  mentionsOf(name: string): readonly Visit[];
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
  const placed = () => (places ??= placesOf(visits));
  let names: Names | undefined;
  let places: Map<Node, Place> | undefined;
  let mentions: Map<string | undefined, Visit[]> | undefined;
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
    within: (node) => {
      const place = placed().get(node);
      return place ? visits.slice(place.index + 1, place.end) : [];
    },
    visitOf: (node) => visits[placed().get(node)?.index ?? -1],
    mentionsOf: (name) => {
      mentions ??= Map.groupBy(visits, referenceAt);
      return mentions.get(name) ?? [];
    },
  };
}

/** Where a node is among the visits: what is inside of it comes right behind it, up to `end`. */
interface Place {
  index: number;
  end: number;
}

function placesOf(visits: readonly Visit[]): Map<Node, Place> {
  const places = new Map(visits.map(({ node }, index): [Node, Place] => [node, { index, end: index + 1 }]));
  for (const { node, parent } of visits.toReversed()) {
    const around = parent && places.get(parent.node);
    if (around) around.end = Math.max(around.end, places.get(node)!.end);
  }
  return places;
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
