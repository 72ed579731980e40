import { type Node, types } from './syntax.ts';

/** Fields in which any expression but a comma expression needs no parentheses. */
const open: Partial<Record<Node['type'], readonly string[]>> = {
  ReturnStatement: ['argument'],
  ThrowStatement: ['argument'],
  VariableDeclarator: ['init'],
  AssignmentExpression: ['right'],
  AssignmentPattern: ['right'],
  CallExpression: ['arguments'],
  OptionalCallExpression: ['arguments'],
  NewExpression: ['arguments'],
  ArrayExpression: ['elements'],
  ObjectProperty: ['value'],
  ClassProperty: ['value'],
  IfStatement: ['test'],
  WhileStatement: ['test'],
  DoWhileStatement: ['test'],
  ForStatement: ['init', 'test', 'update'],
  ForInStatement: ['right'],
  ForOfStatement: ['right'],
  SwitchStatement: ['discriminant'],
  SwitchCase: ['test'],
  TemplateLiteral: ['expressions'],
  ParenthesizedExpression: ['expression'],
  ConditionalExpression: ['consequent', 'alternate'],
  SpreadElement: ['argument'],
  YieldExpression: ['argument'],
  ArrowFunctionExpression: ['body'],
  ExpressionStatement: ['expression'],
  SequenceExpression: [''],
};

const precedence = [
  ['??'],
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!=', '===', '!=='],
  ['<', '>', '<=', '>=', 'in', 'instanceof'],
  ['<<', '>>', '>>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Whether an expression means the same without parentheses in the field `key` of `parent`. */
export function mayLoseParentheses(node: Node, parent: Node, key: string): boolean {
  const isStart = types.isExpressionStatement(parent) || types.isArrowFunctionExpression(parent);
  if (types.isObjectExpression(node) || types.isFunctionExpression(node) || types.isClassExpression(node))
    return !isStart && key !== 'callee' && key !== 'object';
  if (types.isSequenceExpression(node)) return false;
  if (open[parent.type]?.includes(key)) return !isStart || !/^[{[]/.test(firstOf(node));
  if (isPrimary(node)) return key !== 'callee' || !types.isNewExpression(parent);
  return isWithinOperator(node, parent, key);
}

function isPrimary(node: Node): boolean {
  return (
    types.isIdentifier(node) ||
    (types.isLiteral(node) && !types.isNumericLiteral(node)) ||
    types.isMemberExpression(node) ||
    types.isCallExpression(node) ||
    types.isThisExpression(node) ||
    types.isArrayExpression(node) ||
    types.isParenthesizedExpression(node)
  );
}

function isWithinOperator(node: Node, parent: Node, key: string): boolean {
  const isOperator = types.isBinaryExpression(parent) || types.isLogicalExpression(parent);
  if (types.isNumericLiteral(node)) return key !== 'object';
  if (types.isUnaryExpression(node) || types.isAwaitExpression(node))
    return isOperator ? parent.operator !== '**' : key === 'test';
  if (!types.isBinaryExpression(node) && !types.isLogicalExpression(node)) return false;
  if (!isOperator) return key === 'test';
  const [inner, outer] = [rank(node.operator), rank(parent.operator)];
  if (inner < 0 || outer < 0 || [node, parent].some(({ operator }) => operator === '??')) return false;
  return inner > outer || (inner === outer && key === 'left');
}

function rank(operator: string): number {
  return precedence.findIndex((operators) => operators.includes(operator));
}

/** How the text of an expression begins, if that matters. */
function firstOf(node: Node): string {
  if (types.isObjectExpression(node)) return '{';
  if (types.isMemberExpression(node)) return firstOf(node.object);
  if (types.isCallExpression(node)) return firstOf(node.callee);
  if (types.isBinaryExpression(node) || types.isLogicalExpression(node)) return firstOf(node.left);
  return types.isAssignmentExpression(node) ? firstOf(node.left) : '';
}
