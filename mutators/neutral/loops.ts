import {
  ancestors,
  type FunctionNode,
  isFunction,
  type Node,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import { typeIn } from '../support/signature.ts';
import { descendants } from '../support/walk.ts';
import type { Rewrite } from './rewrite.ts';
import { child, declaredNames } from './support.ts';

/** `for (const a of list)` becomes a loop over the indices, where the list is known to be an array. */
export const indexedLoop: Rewrite = {
  name: 'IndexedLoop',
  accepts: (visit, { unit }) => {
    const { node, parent } = visit;
    if (!types.isForOfStatement(node) || node.await || types.isLabeledStatement(parent?.node)) return false;
    if (!types.isVariableDeclaration(node.left) || !['const', 'let'].includes(node.left.kind)) return false;
    return isArray(node.right, visit, unit);
  },
  write: (visit, { write, fresh }) => {
    const node = visit.node as types.ForOfStatement;
    const left = node.left as types.VariableDeclaration;
    const [index, list] = [fresh(), fresh()];
    const pattern = visit.source.slice(left.start!, left.end!);
    const right = write(child(visit, 'right')!);
    const body = write(child(visit, 'body')!);
    const head = `for (let ${index} = 0, ${list} = ${right}; ${index} < ${list}.length; ${index}++)`;
    return `${head} { ${pattern} = ${list}[${index}]; { ${body} } }`;
  },
};

/** `for (let i = 0; i < list.length; i++)` becomes a loop over the keys, where the list is known to be an array. */
export const loopOverKeys: Rewrite = {
  name: 'LoopOverKeys',
  accepts: (visit, { unit }) => {
    const counted = countedLoop(visit.node);
    if (!counted || types.isLabeledStatement(visit.parent?.node)) return false;
    return isArray(counted.list, visit, unit) && !isAssigned(counted.index, child(visit, 'body')!);
  },
  write: (visit, { write }) => {
    const { index, list } = countedLoop(visit.node)!;
    return `for (let ${index} of ${list.name}.keys()) ${write(child(visit, 'body')!)}`;
  },
};

function countedLoop(node: Node): { index: string; list: types.Identifier } | undefined {
  if (!types.isForStatement(node) || !types.isVariableDeclaration(node.init, { kind: 'let' }))
    return undefined;
  const [declarator, ...more] = node.init.declarations;
  if (more.length > 0 || !types.isIdentifier(declarator?.id)) return undefined;
  const { name } = declarator.id;
  if (!types.isNumericLiteral(declarator.init, { value: 0 })) return undefined;
  if (!types.isBinaryExpression(node.test, { operator: '<' })) return undefined;
  const { left, right } = node.test;
  if (!types.isIdentifier(left, { name }) || !types.isMemberExpression(right) || right.computed)
    return undefined;
  if (!types.isIdentifier(right.property, { name: 'length' }) || !types.isIdentifier(right.object))
    return undefined;
  if (!types.isUpdateExpression(node.update, { operator: '++' })) return undefined;
  return types.isIdentifier(node.update.argument, { name }) ? { index: name, list: right.object } : undefined;
}

function isArray(node: Node, at: Visit, unit: Visit<FunctionNode>): boolean {
  if (types.isArrayExpression(node)) return true;
  return types.isIdentifier(node) ? isArrayName(node.name, at, unit) : isArrayCall(node, unit);
}

const arrayCalls = /^(Object\.(keys|values|entries)|Array\.(from|of))$/;

function isArrayCall(node: Node, unit: Visit): boolean {
  if (!types.isCallExpression(node) || !types.isMemberExpression(node.callee)) return false;
  const { start, end } = node.callee;
  const name = unit.source.slice(start!, end!);
  return arrayCalls.test(name) && !declaredNames(unit).includes(name.split('.')[0]!);
}

/** A parameter that is written to be an array, that nothing hides, and that is never given another value. */
function isArrayName(name: string, at: Visit, unit: Visit<FunctionNode>): boolean {
  const owners = [...ancestors(at)].filter((each): each is Visit<FunctionNode> => isFunction(each.node));
  const parameter = owners
    .flatMap(({ node }) => node.params)
    .find((each) => types.isIdentifier(each, { name }));
  const type = types.isIdentifier(parameter) ? typeIn(parameter.typeAnnotation) : undefined;
  if (!type || !isArrayType(type)) return false;
  return declaredNames(unit).filter((each) => each === name).length === 1 && !isAssigned(name, unit);
}

function isArrayType(type: Node): boolean {
  if (types.isTSTypeOperator(type, { operator: 'readonly' })) return isArrayType(type.typeAnnotation);
  if (types.isTSArrayType(type)) return true;
  return types.isTSTypeReference(type) && types.isIdentifier(type.typeName)
    ? ['Array', 'ReadonlyArray'].includes(type.typeName.name)
    : false;
}

function isAssigned(name: string, visit: Visit): boolean {
  return [...descendants(visit)].some(({ node }) => {
    if (types.isAssignmentExpression(node)) return isWrittenTo(node.left, name);
    if (types.isUpdateExpression(node)) return isNamed(node.argument, name);
    return (types.isForOfStatement(node) || types.isForInStatement(node)) && isWrittenTo(node.left, name);
  });
}

function isWrittenTo(target: Node, name: string): boolean {
  return isNamed(target, name) || (types.isPattern(target) && name in types.getBindingIdentifiers(target));
}

function isNamed(node: Node, name: string): boolean {
  return types.isIdentifier(node, { name });
}
