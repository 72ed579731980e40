import { type FunctionNode, type Node, types, type Visit } from '../../src/instrument/syntax.ts';
import { constantsOf, interleaved, type TypeScope } from './constants.ts';
import { isUndefined, ownNodes } from './functions.ts';
import { typeIn } from './signature.ts';
import { dottedName } from './text.ts';

const booleans = ['true', 'false'];
const numbers = ['0', '1', '-1'];
const strings = ['""', '"realcov"'];
const arrays = ['[]'];

/** What an expression of a function is looked at with. */
interface Place {
  fn: Visit<FunctionNode>;
  scope: TypeScope;
  depth: number;
}

/** Expressions for constants of the kind that an expression has by its form, none if its form does not tell. */
export function inferredConstants(node: Node, fn: Visit<FunctionNode>, scope: TypeScope): string[] {
  return constantsLike(node, { fn, scope, depth: 0 });
}

function constantsLike(node: Node, place: Place): string[] {
  const kind = kindOf(node);
  if (kind) return kind;
  const parts = alternatives(node);
  if (parts) return interleaved(parts.map((part) => constantsLike(part, place)));
  if (types.isTSAsExpression(node) || types.isTSTypeAssertion(node))
    return constantsOf(node.typeAnnotation, place.scope);
  if (types.isCallExpression(node)) return calledConstants(node, place);
  if (types.isNewExpression(node)) return instances(node);
  return types.isIdentifier(node) ? variableConstants(node, place) : [];
}

/** Constants that follow from the outermost form alone. */
function kindOf(node: Node): string[] | undefined {
  if (types.isBooleanLiteral(node)) return booleans;
  if (types.isStringLiteral(node) || types.isTemplateLiteral(node)) return strings;
  if (types.isNumericLiteral(node) || types.isUpdateExpression(node)) return numbers;
  if (types.isBigIntLiteral(node)) return ['0n', '1n', '-1n'];
  if (types.isNullLiteral(node)) return ['null'];
  if (types.isArrayExpression(node)) return arrays;
  if (types.isObjectExpression(node)) return ['{}'];
  if (types.isRegExpLiteral(node)) return ['/realcov/'];
  if (types.isThisExpression(node)) return ['this'];
  if (types.isArrowFunctionExpression(node) || types.isFunctionExpression(node)) return ['() => {}'];
  if (types.isUnaryExpression(node)) return unaryKind(node);
  if (types.isBinaryExpression(node)) return binaryKind(node);
  const isSize = types.isMemberExpression(node) && types.isIdentifier(node.property) && !node.computed;
  return isSize && /^(length|size)$/.test((node.property as types.Identifier).name) ? numbers : undefined;
}

function unaryKind({ operator, argument }: types.UnaryExpression): string[] | undefined {
  if (operator === '!' || operator === 'delete') return booleans;
  if (operator === 'typeof') return strings;
  if (operator === 'void') return [];
  return operator === '-' && types.isBigIntLiteral(argument) ? ['0n', '1n', '-1n'] : numbers;
}

function binaryKind(node: types.BinaryExpression): string[] | undefined {
  if (/^([=!]==?|[<>]=?|in|instanceof)$/.test(node.operator)) return booleans;
  if (node.operator !== '+') return numbers;
  const kinds = [kindOf(node.left), kindOf(node.right)];
  if (kinds.includes(strings)) return strings;
  return kinds.includes(numbers) ? numbers : undefined;
}

/** The expressions of which the node is one. */
function alternatives(node: Node): Node[] | undefined {
  if (types.isConditionalExpression(node)) return [node.consequent, node.alternate];
  if (types.isLogicalExpression(node)) return [node.left, node.right];
  if (types.isAssignmentExpression(node)) return [node.right];
  if (types.isSequenceExpression(node)) return node.expressions.slice(-1);
  if (types.isTSNonNullExpression(node) || types.isTSSatisfiesExpression(node)) return [node.expression];
  return undefined;
}

const called: [RegExp, string[]][] = [
  [
    /(^|\.)(Boolean|includes|startsWith|endsWith|some|every|has|isArray|test|hasOwnProperty|hasOwn)$/,
    booleans,
  ],
  [/^(Number\.is|Object\.is)\w*$/, booleans],
  [/(^|\.)(String|join|trim|trimStart|trimEnd|toUpperCase|toLowerCase|padStart|padEnd|toFixed)$/, strings],
  [/(^|\.)(toString|toISOString|replace|replaceAll|charAt|substring|repeat|JSON\.stringify)$/, strings],
  [/(^|\.)(Number|parseInt|parseFloat|indexOf|lastIndexOf|findIndex|getTime|charCodeAt)$/, numbers],
  [/^(Math\.\w+|Date\.now|performance\.now)$/, numbers],
  [/(^|\.)(map|filter|flatMap|split|flat|toSorted|toReversed|splice)$/, arrays],
  [/^(Object\.(keys|values|entries)|Array\.(from|of))$/, arrays],
  [/^Promise\.(all|allSettled)$/, ['Promise.resolve([])']],
];

function calledConstants(node: types.CallExpression, place: Place): string[] {
  const { callee, arguments: args } = node;
  const method =
    types.isMemberExpression(callee) && !callee.computed ? dottedName(callee.property) : undefined;
  const name = dottedName(callee) ?? (method && `.${method}`);
  if (!name) return [];
  if (name === 'Promise.resolve') {
    const values = args[0] ? constantsLike(args[0], place) : [''];
    return values.map((value) => `Promise.resolve(${value})`);
  }
  return called.find(([names]) => names.test(name))?.[1] ?? [];
}

function instances({ callee }: types.NewExpression): string[] {
  const name = dottedName(callee);
  if (!name) return [];
  if (name === 'Promise') return ['Promise.resolve()'];
  if (name === 'Date') return ['new Date(0)'];
  if (name === 'Array') return arrays;
  if (/^(Map|Set|WeakMap|WeakSet)$/.test(name)) return [`new ${name}()`];
  if (/Error$/.test(name)) return [`new ${name}("realcov")`];
  return [`Object.create(${name}.prototype)`];
}

const deepest = 4;

/** A name that the function itself declares stands for what it is declared with. */
function variableConstants(node: types.Identifier, place: Place): string[] {
  if (isUndefined(node) || place.depth >= deepest) return [];
  const { fn, scope, depth } = place;
  const declarator = ownNodes(fn, types.isVariableDeclarator).find(({ id }) =>
    types.isIdentifier(id, { name: node.name }),
  );
  const parameter = fn.node.params.find((param) =>
    types.isIdentifier(withoutDefault(param), { name: node.name }),
  );
  const declared = declarator?.id ?? (parameter && withoutDefault(parameter));
  const type = types.isIdentifier(declared) ? typeIn(declared.typeAnnotation) : undefined;
  if (type) return constantsOf(type, scope);
  const value = declarator?.init ?? (types.isAssignmentPattern(parameter) ? parameter.right : undefined);
  return value ? constantsLike(value, { fn, scope, depth: depth + 1 }) : [];
}

function withoutDefault(parameter: Node): Node {
  return types.isAssignmentPattern(parameter) ? parameter.left : parameter;
}
