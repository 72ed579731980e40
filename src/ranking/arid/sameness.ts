import { children, type Node, types, type Visit } from '../../instrument/syntax.ts';
import { type AridRule, type Place, statementsOf, textOf } from './rule.ts';

/**
 * `return false` → `return`, `deep = false` → `deep = undefined`: whoever asks whether it is true gets the same answer. What no test
 * reaches is another matter.
 */
export const falsyValues: AridRule = {
  reason: 'one falsy value instead of another',
  applies: ({ mutant, visit: { node, parent, key } }) => {
    if (mutant.status !== 'survived') return false;
    if (types.isReturnStatement(node))
      return mutant.replacement.replace(/;$/, '') === 'return' && isFalsy(node.argument);
    const isDefault = types.isAssignmentPattern(parent?.node) && key === 'right';
    return isDefault && mutant.replacement === 'undefined' && isFalsy(node);
  },
};

function isFalsy(node: Node | null | undefined): boolean {
  return (
    types.isBooleanLiteral(node, { value: false }) ||
    types.isNullLiteral(node) ||
    types.isIdentifier(node, { name: 'undefined' }) ||
    types.isNumericLiteral(node, { value: 0 }) ||
    types.isStringLiteral(node, { value: '' })
  );
}

/** `if (a < best) best = a`: where both are equal it makes no difference which one is kept. */
export const extremes: AridRule = {
  reason: 'the same where both are equal',
  applies: ({ mutant, visit }) => {
    if (mutant.mutator !== 'EqualityOperator' || !isNextTo(mutant.original, mutant.replacement)) return false;
    const { node, parent, source } = visit;
    if (!types.isBinaryExpression(node) || !types.isIfStatement(parent?.node) || parent.node.alternate)
      return false;
    const statements = statementsOf(parent.node.consequent);
    const [only] = statements;
    if (statements.length !== 1 || !types.isExpressionStatement(only)) return false;
    const { expression } = only;
    if (!types.isAssignmentExpression(expression, { operator: '=' })) return false;
    const sides = [textOf(node.left, source), textOf(node.right, source)].sort();
    const kept = [textOf(expression.left, source), textOf(expression.right, source)].sort();
    return sides.join('\n') === kept.join('\n');
  },
};

/** `a < b` and `a <= b`, in either place. */
function isNextTo(original: string, replacement: string): boolean {
  const operator = (text: string) => /[<>]=?/.exec(text)?.[0];
  const [before, after] = [operator(original), operator(replacement)];
  return before !== undefined && after !== undefined && before[0] === after[0] && before !== after;
}

/** `i < text.length && text[i] === ' '`: beyond the end the second part does not hold either. */
export const bounds: AridRule = {
  reason: 'a bound that the condition behind it holds too',
  applies: ({ mutant, visit }) => {
    if (mutant.replacement !== 'true') return false;
    const list = listOfBound(visit);
    const holder = visit.parent?.node;
    if (list === undefined || visit.key !== 'left' || !types.isLogicalExpression(holder, { operator: '&&' }))
      return false;
    return comparesItem(holder.right, list, visit.source);
  },
};

/** `text` of `i < text.length`. */
function listOfBound({ node, source }: Visit): string | undefined {
  if (!types.isBinaryExpression(node) || node.operator !== '<' || !types.isMemberExpression(node.right))
    return undefined;
  const { object, property } = node.right;
  return types.isIdentifier(property, { name: 'length' }) ? textOf(object, source) : undefined;
}

/** A comparison by which an item of the list must equal something: of no item there is nothing that does. */
function comparesItem(node: Node, list: string, source: string): boolean {
  if (types.isLogicalExpression(node)) {
    const parts = [node.left, node.right].map((part) => comparesItem(part, list, source));
    return node.operator === '&&' ? parts.some(Boolean) : parts.every(Boolean);
  }
  if (!types.isBinaryExpression(node) || (node.operator !== '===' && node.operator !== '==')) return false;
  return [node.left, node.right].some(
    (side) => types.isMemberExpression(side) && side.computed && textOf(side.object, source) === list,
  );
}

/** `state = 'active'` where it is only compared with other texts: any text does as well. */
export const states: AridRule = {
  reason: 'a state that nothing compares',
  applies: ({ mutant, visit }) => isAssignedText({ mutant, visit }) && isNamedOnce(visit),
};

/** A text that is given to a variable of its own. */
function isAssignedText({ mutant, visit }: Place): boolean {
  const { node, parent, key } = visit;
  if (!types.isStringLiteral(node) || mutant.mutator !== 'StringLiteral' || key !== 'right') return false;
  return (
    types.isAssignmentExpression(parent?.node, { operator: '=' }) && types.isIdentifier(parent.node.left)
  );
}

/** The text stands nowhere else in what runs, and the variable is only compared with other texts. */
function isNamedOnce(visit: Visit): boolean {
  const { value } = visit.node as types.StringLiteral;
  const { name } = (visit.parent!.node as types.AssignmentExpression).left as types.Identifier;
  let texts = 0;
  const open = [programAround(visit)];
  for (let next = open.pop(); next; next = open.pop()) {
    if (types.isStringLiteral(next.node) && next.node.value === value) texts++;
    if (types.isIdentifier(next.node, { name }) && !isSetOrCompared(next)) return false;
    open.push(...children(next));
  }
  return texts === 1;
}

function isSetOrCompared({ parent, key }: Visit): boolean {
  const around = parent?.node;
  if (types.isVariableDeclarator(around)) return key === 'id';
  if (types.isAssignmentExpression(around)) return key === 'left';
  if (types.isSwitchStatement(around)) return key === 'discriminant';
  if (!types.isBinaryExpression(around) || !/^[!=]==?$/.test(around.operator)) return false;
  return [around.left, around.right].some((side) => types.isStringLiteral(side));
}

function programAround(visit: Visit): Visit {
  let top = visit;
  while (top.parent) top = top.parent;
  return top;
}
