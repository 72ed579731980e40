import { type FunctionNode, type Node, types, type Visit } from '../../src/instrument/syntax.ts';
import { descendants } from './walk.ts';

/** Where the value of a name is used in a function's body, also by the functions inside it. */
export function readsOf(name: string, fn: Visit<FunctionNode>): Visit[] {
  const inBody = [...descendants(fn, ({ node }) => !declaresParameter(node, name))];
  return inBody.filter((visit) => isReadOf(name, visit) && !isInParameters(visit, fn));
}

export function isRead(name: string, fn: Visit<FunctionNode>): boolean {
  return readsOf(name, fn).length > 0;
}

/** Whether the function looks at its arguments without their names. */
export function usesArguments(fn: Visit<FunctionNode>): boolean {
  const hasOwn = ({ node }: Visit) => types.isFunction(node) && !types.isArrowFunctionExpression(node);
  return [...descendants(fn, (visit) => !hasOwn(visit))].some(({ node }) =>
    types.isIdentifier(node, { name: 'arguments' }),
  );
}

function isReadOf(name: string, { node, parent }: Visit): boolean {
  if (types.isJSXIdentifier(node, { name }))
    return types.isJSXOpeningElement(parent?.node) || types.isJSXMemberExpression(parent?.node);
  if (!types.isIdentifier(node, { name }) || !parent) return false;
  return types.isReferenced(node, parent.node, parent.parent?.node);
}

function declaresParameter(node: Node, name: string): boolean {
  return types.isFunction(node) && node.params.some((parameter) => types.isIdentifier(parameter, { name }));
}

function isInParameters(visit: Visit, fn: Visit<FunctionNode>): boolean {
  for (let at: Visit | undefined = visit; at; at = at.parent) {
    if (at.parent?.node === fn.node) return at.key === 'params';
  }
  return false;
}
