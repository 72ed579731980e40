import { type Node, parse, types } from '../../instrument/syntax.ts';
import type { Candidate } from '../write/write.ts';
import { Locals } from './locals.ts';
import { toolNames } from './names.ts';
import { bare, isCall, isExpectation, isMember, nameOf, type Place, placesIn, rootOf } from './places.ts';

/** They call their arguments. */
const callers =
  /^(setTimeout|setInterval|setImmediate|queueMicrotask|then|catch|finally|every|filter|find\w*|flatMap|forEach|map|some|reduce\w*|sort|toSorted|from|replace|replaceAll|fn|mockImplementation\w*|addEventListener|groupBy|waitFor|waitUntil)$/;
/** The language itself calls functions under these names. */
const hooks = /^(then|toString|valueOf|toJSON|asyncIterator|iterator|handleEvent)$/;

/**
 * A call of a function that the project returned, as in `get(…)()`. Without knowing `get`, nobody can tell what that
 * is, and a function that looks up names in objects may return anything. Pure.
 * @param file name of the test file, which tells the language
 */
export function calledUnseen({
  text,
  suite,
  imports,
  file,
}: Pick<Candidate, 'text' | 'suite' | 'imports'> & { file: string }): string[] {
  const program = parse(text, file).program;
  const locals = new Locals(
    program,
    new Set(imports.map((name) => (name === 'default' ? suite.split('.')[0]! : name))),
  );
  const given = [...placesIn(program)].flatMap((place) => givenToCall(place));
  return [...new Set(given.flatMap((node) => giverOf(node, locals) ?? []))];
}

/** The name of the project's function that returned the value of an expression, if there is one. */
function giverOf(expression: Node, locals: Locals, asked: readonly string[] = []): string | undefined {
  return firstOf(sourcesOf(expression), (node) => {
    const root = startOf(node);
    if (!types.isIdentifier(root)) return root === node ? undefined : giverOf(root, locals, asked);
    if (locals.imported.has(root.name)) return hasCall(node) ? `${root.name}(…)` : undefined;
    if (asked.includes(root.name)) return undefined;
    return firstOf(locals.declarationsOf(root.name), ({ value, partOf, givenBy }) => {
      const from = value ?? partOf ?? (givenBy && isMember(givenBy) ? givenBy.object : undefined);
      // A function of the test itself is allowed, but its result may come from the project.
      const isFunction = from && types.isFunction(bare(from));
      const sources = isFunction ? (hasCall(node) ? returnsOf(bare(from)) : []) : from ? [from] : [];
      const known = firstOf(sources, (each) => giverOf(each, locals, [...asked, root.name]));
      return known ?? (givenBy && isOfProject(givenBy, locals) ? 'what calls it back' : undefined);
    });
  });
}

/** Whether the project may call a function that is passed here. */
function isOfProject(callee: Node, locals: Locals): boolean {
  const root = startOf(callee);
  return types.isIdentifier(root) && (locals.imported.has(root.name) || toolNames.has(root.name));
}

function firstOf<T, Found>(all: Iterable<T>, find: (each: T) => Found | undefined): Found | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The called function at a place, by what it is passed to, or by its name. */
function givenToCall({ node, parent, key }: Place): Node[] {
  const holder = parent?.node;
  const isHook = types.isObjectProperty(holder) && key === 'value' && hooks.test(nameOfKey(holder));
  return [...(isHook ? [node] : []), ...calledBy(node)];
}

function calledBy(node: Node): Node[] {
  if (types.isNewExpression(node)) return [node.callee];
  if (!isCall(node)) return [];
  const callee = bare(node.callee);
  const name = isMember(callee) ? nameOf(callee) : types.isIdentifier(callee) ? callee.name : '';
  const handed = callers.test(name) && !isExpectation(callee) ? node.arguments : [];
  if (!isMember(callee)) return [callee, ...handed];
  const isOwnMethod = name !== '' && !/^(call|apply|bind|\d+)$/.test(name);
  return [...(isOwnMethod ? [] : [callee.object]), ...handed];
}

function nameOfKey({ key }: types.ObjectProperty): string {
  if (types.isIdentifier(key)) return key.name;
  if (types.isStringLiteral(key)) return key.value;
  return isMember(key) ? nameOf(key) : '';
}

/** The expressions that may give an expression its value, or a part of it. */
function sourcesOf(expression: Node): Node[] {
  const node = bare(expression);
  if (types.isAwaitExpression(node) || types.isSpreadElement(node)) return sourcesOf(node.argument);
  if (types.isConditionalExpression(node)) return [node.consequent, node.alternate].flatMap(sourcesOf);
  if (types.isLogicalExpression(node)) return [node.left, node.right].flatMap(sourcesOf);
  if (types.isAssignmentExpression(node)) return sourcesOf(node.right);
  if (types.isArrayExpression(node)) return node.elements.flatMap((each) => (each ? sourcesOf(each) : []));
  if (types.isObjectExpression(node))
    return node.properties.flatMap((each) => (types.isObjectMethod(each) ? [] : sourcesOf(each)));
  if (types.isObjectProperty(node)) return sourcesOf(node.value);
  return [node];
}

function returnsOf(node: Node): Node[] {
  if (types.isArrowFunctionExpression(node) && !types.isBlockStatement(node.body)) return [node.body];
  return [...placesIn(node)].flatMap(({ node: inner }) =>
    types.isReturnStatement(inner) && inner.argument ? [inner.argument] : [],
  );
}

/** The first part of a chain: `Cart` for `new Cart().add`. */
function startOf(expression: Node): Node {
  const root = rootOf(expression);
  return types.isNewExpression(root) ? startOf(root.callee) : root;
}

function hasCall(expression: Node): boolean {
  const node = bare(expression);
  return isCall(node) || types.isNewExpression(node) || (isMember(node) && hasCall(node.object));
}
