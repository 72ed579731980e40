import {
  ancestors,
  children,
  type FunctionNode,
  isFunction,
  type Node,
  text,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import { usesArguments } from '../support/uses.ts';
import { descendants } from '../support/walk.ts';
import type { Rewrite } from './rewrite.ts';
import { childrenIn, declaredNames, identifiersIn, mentions, programOf, spanText } from './support.ts';

/** A call of what the module exports goes by a value instead of the name: `(0, go)(a)`. */
export const aliasedCall: Rewrite = {
  name: 'AliasedCall',
  accepts: ({ node, parent }, { unit }) => {
    if (!types.isCallExpression(node) || !types.isIdentifier(node.callee) || isBehindStatement(parent))
      return false;
    const { name } = node.callee;
    return exportedFunctions(programOf(unit)).has(name) && !declaredNames(unit).includes(name);
  },
  write: (visit, { write }) => {
    const values = childrenIn(visit, 'arguments').map((each) => write(each));
    return `(0, ${text(visit, (visit.node as types.CallExpression).callee)})(${values.join(', ')})`;
  },
};

/** It would begin with a parenthesis, which may belong to the line before. */
function isBehindStatement(parent: Visit | undefined): boolean {
  return types.isExpressionStatement(parent?.node);
}

const exportedByProgram = new WeakMap<Node, Set<string>>();

function exportedFunctions(program: Visit): Set<string> {
  const known = exportedByProgram.get(program.node);
  if (known) return known;
  const names = children(program)
    .filter(({ node }) => types.isExportNamedDeclaration(node))
    .flatMap((each) => children(each))
    .flatMap(({ node }) => (types.isFunctionDeclaration(node) && node.id ? [node.id.name] : []));
  const found = new Set(names);
  exportedByProgram.set(program.node, found);
  return found;
}

/** A function that only this call uses, and that nothing outside the file can see, is written out where it is called. */
export const inlinedHelper: Rewrite = {
  name: 'InlinedHelper',
  accepts: (visit, { unit }) => {
    const helper = helperOf(visit, unit);
    return helper !== undefined && mayInline(helper, unit);
  },
  write: (visit, { unit, write }) => {
    const { node, source } = helperOf(visit, unit)!;
    const values = childrenIn(visit, 'arguments').map((each) => write(each));
    const parameters = spanText(visit, node.params);
    const body = source.slice(node.body.start!, node.body.end!);
    const arrow = `${node.async ? 'async ' : ''}(${parameters}) => ${types.isBlockStatement(node.body) ? body : `(${body})`}`;
    return `(${arrow})(${values.join(', ')})`;
  },
};

type Helper = Visit<FunctionNode>;

function helperOf(visit: Visit, unit: Visit): Helper | undefined {
  const { node, parent, source } = visit;
  if (!types.isCallExpression(node) || isBehindStatement(parent)) return undefined;
  const { callee } = node;
  if (types.isIdentifier(callee) && mentions(callee.name, source) === 2)
    return localFunction(callee.name, unit);
  if (!types.isMemberExpression(callee) || !types.isThisExpression(callee.object) || callee.computed)
    return undefined;
  const name = types.isIdentifier(callee.property) ? callee.property.name : undefined;
  if (name === undefined || mentions(name, source) !== 2 || !keepsThis(visit, unit)) return undefined;
  return privateMethod(name, unit);
}

/** `this` is that of the method whose class declares the helper. */
function keepsThis(visit: Visit, unit: Visit): boolean {
  for (const { node } of ancestors(visit)) {
    if (node === unit.node) return true;
    if (types.isClass(node) || (isFunction(node) && !types.isArrowFunctionExpression(node))) return false;
  }
  return false;
}

function localFunction(name: string, unit: Visit): Helper | undefined {
  const declared = children(programOf(unit)).find(
    ({ node }) => types.isFunctionDeclaration(node) && node.id?.name === name,
  );
  return declared as Helper | undefined;
}

function privateMethod(name: string, unit: Visit): Helper | undefined {
  if (!types.isClassBody(unit.parent?.node) || types.isClassMethod(unit.node, { static: true }))
    return undefined;
  const found = childrenIn(unit.parent!, 'body').find(
    ({ node }) =>
      types.isClassMethod(node, { kind: 'method', accessibility: 'private' }) &&
      !node.static &&
      !node.decorators?.length &&
      types.isIdentifier(node.key, { name }) &&
      !node.computed,
  );
  return found as Helper | undefined;
}

/** Nothing in it depends on where it stands. */
function mayInline(helper: Helper, unit: Visit): boolean {
  const { node } = helper;
  if (node.generator || node.typeParameters || node === unit.node || usesArguments(helper)) return false;
  if (node.params.some((each) => types.isIdentifier(each, { name: 'this' }))) return false;
  const isMethod = types.isClassMethod(node);
  const inside = [...descendants(helper)];
  if (inside.some((each) => isBound(each.node) || (!isMethod && types.isThisExpression(each.node))))
    return false;
  if (types.isBlockStatement(node.body) && node.body.directives.length > 0) return false;
  const own = new Set(declaredNames(helper));
  const hidden = new Set(declaredNames(unit));
  return [...identifiersIn(helper)].every((name) => own.has(name) || !hidden.has(name));
}

/** Means something only in the function it stands in. */
function isBound(node: Node): boolean {
  return types.isSuper(node) || types.isMetaProperty(node) || types.isTaggedTemplateExpression(node);
}
