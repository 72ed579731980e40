import { type Node, parse, types } from '../../instrument/syntax.ts';
import type { Candidate } from '../write/write.ts';
import { Locals } from './locals.ts';
import { bare, isCall, isExpectation, isMember, nameOf, type Place, placesIn, rootOf } from './places.ts';

/** They call what they are given. */
const callers =
  /^(setTimeout|setInterval|setImmediate|queueMicrotask|then|catch|finally|every|filter|find\w*|flatMap|forEach|map|some|reduce\w*|sort|toSorted|from|replace|replaceAll|fn|mockImplementation\w*|addEventListener|groupBy|waitFor|waitUntil)$/;
/** The language itself calls what stands under these. */
const hooks = /^(then|toString|valueOf|toJSON|asyncIterator|iterator|handleEvent)$/;

/**
 * What a test calls that a function of the project gave it, as `get(…)`: nobody can say what that is without knowing the
 * function, and one that looks up names in objects may lead to anything. Pure.
 * @param file of what language the test is, by the name of the file that it goes into
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

/** Who gave a test what an expression stands for, if it was the project. */
function giverOf(expression: Node, locals: Locals, asked: readonly string[] = []): string | undefined {
  return firstOf(sourcesOf(expression), (node) => {
    const root = startOf(node);
    if (!types.isIdentifier(root)) return root === node ? undefined : giverOf(root, locals, asked);
    if (locals.imported.has(root.name)) return hasCall(node) ? `${root.name}(…)` : undefined;
    if (asked.includes(root.name)) return undefined;
    return firstOf(locals.declarationsOf(root.name), ({ value, partOf, givenBy }) => {
      const from = value ?? partOf ?? (givenBy && isMember(givenBy) ? givenBy.object : undefined);
      // A function of the test's own is no gift, but what it returns may be.
      const isFunction = from && types.isFunction(bare(from));
      const sources = isFunction ? (hasCall(node) ? returnsOf(bare(from)) : []) : from ? [from] : [];
      const known = firstOf(sources, (each) => giverOf(each, locals, [...asked, root.name]));
      return known ?? (givenBy && isOfProject(givenBy, locals) ? 'what calls it back' : undefined);
    });
  });
}

/** Whether the project may call a function that is given to this. */
function isOfProject(callee: Node, locals: Locals): boolean {
  const root = startOf(callee);
  return types.isIdentifier(root) && (locals.imported.has(root.name) || root.name === 'vi');
}

function firstOf<T, Found>(all: Iterable<T>, find: (each: T) => Found | undefined): Found | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is called at a place, by what it is handed to, or by the name that it gets. */
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

/** The expressions that an expression may have its value from, or that it makes it of. */
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

/** What a chain begins with: of `new Cart().add` it is `Cart`. */
function startOf(expression: Node): Node {
  const root = rootOf(expression);
  return types.isNewExpression(root) ? startOf(root.callee) : root;
}

function hasCall(expression: Node): boolean {
  const node = bare(expression);
  return isCall(node) || types.isNewExpression(node) || (isMember(node) && hasCall(node.object));
}
