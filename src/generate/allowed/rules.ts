import { type Node, types } from '../../instrument/syntax.ts';
import { assertionReason, callReason, takenReason } from './calls.ts';
import { globalReason } from './globals.ts';
import type { Locals } from './locals.ts';
import { isReflective, reflectiveIn } from './names.ts';
import { isMember, type Place, staticName } from './places.ts';
import { writeReason } from './writes.ts';

type Rule = (place: Place, locals: Locals) => string | undefined;

const fine: Rule = () => undefined;

/** The syntax that a test may use. Everything else is refused. */
const rules = new Map<string, Rule>([
  ...(
    'BlockStatement ExpressionStatement EmptyStatement VariableDeclarator IfStatement ForStatement ' +
    'WhileStatement DoWhileStatement ReturnStatement ThrowStatement ' +
    'NumericLiteral BigIntLiteral BooleanLiteral NullLiteral RegExpLiteral TemplateLiteral ArrayExpression ' +
    'ObjectExpression SpreadElement ArrayPattern ObjectPattern RestElement AssignmentPattern ConditionalExpression ' +
    'LogicalExpression AwaitExpression ArrowFunctionExpression TSAsExpression TSSatisfiesExpression ' +
    'TSNonNullExpression TSTypeAssertion TSInstantiationExpression TSTypeAliasDeclaration TSInterfaceDeclaration'
  )
    .split(' ')
    .map((type): [string, Rule] => [type, fine]),
  ['VariableDeclaration', ({ node }) => kindReason(node as types.VariableDeclaration)],
  ['ForOfStatement', loopReason],
  ['ForInStatement', loopReason],
  ['FunctionDeclaration', generatorReason],
  ['FunctionExpression', generatorReason],
  [
    'ObjectMethod',
    (place) => methodReason(place.node as types.ObjectMethod) ?? generatorReason(place) ?? keyReason(place),
  ],
  ['ObjectProperty', keyReason],
  ['BreakStatement', labelReason],
  ['ContinueStatement', labelReason],
  ['StringLiteral', ({ node }) => textReason((node as types.StringLiteral).value)],
  ['TemplateElement', ({ node }) => textReason((node as types.TemplateElement).value.cooked ?? '')],
  ['BinaryExpression', ({ node }) => textReason(foldedText(node) ?? '')],
  ['UnaryExpression', deleteReason],
  ['UpdateExpression', ({ node }, locals) => writeReason((node as types.UpdateExpression).argument, locals)],
  [
    'AssignmentExpression',
    ({ node }, locals) => writeReason((node as types.AssignmentExpression).left, locals),
  ],
  ['Identifier', globalReason],
  ['MemberExpression', memberReason],
  ['OptionalMemberExpression', memberReason],
  ['CallExpression', (place, locals) => assertionReason(place) ?? callReason(place, locals)],
  ['OptionalCallExpression', (place, locals) => assertionReason(place) ?? callReason(place, locals)],
  ['NewExpression', callReason],
]);

/** Syntax that is refused with a reason of its own. */
const refused: Record<string, string> = {
  Import: 'it imports something',
  ImportExpression: 'it imports something',
  MetaProperty: 'it imports something',
  TSImportType: 'it imports something',
  TryStatement: 'it catches errors: expect(…).toThrow(…) says what is thrown',
  TaggedTemplateExpression: 'it has a template with a function before it',
  ClassDeclaration: 'it declares a class',
  ClassExpression: 'it declares a class',
  ThisExpression: 'it uses this',
  Super: 'it uses super',
  YieldExpression: 'it has a generator',
  LabeledStatement: 'it has a label',
  WithStatement: 'it has a with statement',
  SwitchStatement: 'it has a switch statement',
  SequenceExpression: 'it has several expressions with commas between them',
  DebuggerStatement: 'it has a debugger statement',
  Directive: 'it has a directive',
  DirectiveLiteral: 'it has a directive',
  TSEnumDeclaration: 'it declares an enum',
  TSModuleDeclaration: 'it declares a namespace',
};

/** Why a test may not contain this; undefined if it may. */
export function reasonAgainst(place: Place, locals: Locals): string | undefined {
  const { type } = place.node;
  const rule = rules.get(type);
  if (isInType(place)) return refused[type];
  if (rule) return rule(place, locals);
  return (
    refused[type] ?? (isType(place.node) ? undefined : `it has something that tests do not need: ${type}`)
  );
}

/** Types do not run, but they can name a module that is not imported. */
function isInType({ parent }: Place): boolean {
  return parent !== undefined && (isType(parent.node) || isInType(parent));
}

/** Syntax of TypeScript only. */
function isType({ type }: Node): boolean {
  return (
    /^TS(TypeAnnotation|TypeParameter(Declaration|Instantiation)?|TypeAliasDeclaration|InterfaceDeclaration)$/.test(
      type,
    ) ||
    /^TS\w+(Type|Keyword)$/.test(type) ||
    /^TS(TypeReference|TypeLiteral|TypeQuery|TypeOperator|TypePredicate)$/.test(type)
  );
}

function kindReason({ kind, declare }: types.VariableDeclaration): string | undefined {
  return (kind === 'const' || kind === 'let') && declare !== true
    ? undefined
    : `it declares with ${declare ? 'declare' : kind}`;
}

function loopReason({ node }: Place, locals: Locals): string | undefined {
  const { left } = node as types.ForOfStatement | types.ForInStatement;
  return types.isVariableDeclaration(left) ? undefined : writeReason(left, locals);
}

function generatorReason({ node }: Place): string | undefined {
  return (node as types.Function).generator === true ? 'it has a generator' : undefined;
}

function methodReason({ kind }: types.ObjectMethod): string | undefined {
  return kind === 'method' ? undefined : 'it has a getter or a setter';
}

function labelReason({ node }: Place): string | undefined {
  return (node as types.BreakStatement).label ? 'it has a label' : undefined;
}

/** The key of an object or of a pattern. */
function keyReason({ node }: Place): string | undefined {
  const { key, computed } = node as types.ObjectProperty | types.ObjectMethod;
  if (computed && isIterator(key)) return undefined;
  const name = staticName(key, computed);
  if (name === undefined) return 'it has a key that is only known when it runs';
  return isReflective(name) ? `it touches ${name}` : undefined;
}

function isIterator(key: Node): boolean {
  return isMember(key) && !key.computed && types.isIdentifier(key.object, { name: 'Symbol' });
}

function memberReason(place: Place, locals: Locals): string | undefined {
  return assertionReason(place) ?? takenReason(place) ?? propertyReason(place, locals);
}

function propertyReason({ node }: Place, locals: Locals): string | undefined {
  if (!isMember(node)) return undefined;
  const { property, computed } = node;
  const name = staticName(property, computed);
  if (name !== undefined) return isReflective(name) ? `it touches ${name}` : undefined;
  if (types.isPrivateName(property)) return 'it touches something private';
  return isIterator(property) || locals.isNumber(property)
    ? undefined
    : 'it looks up a name that is only known when it runs';
}

function deleteReason({ node }: Place, locals: Locals): string | undefined {
  const { operator, argument } = node as types.UnaryExpression;
  return operator === 'delete' ? writeReason(argument, locals) : undefined;
}

function textReason(text: string): string | undefined {
  const name = reflectiveIn(text);
  return name === undefined ? undefined : `it touches ${name}`;
}

/** The text that is concatenated from constant parts. */
function foldedText(node: Node): string | undefined {
  if (types.isStringLiteral(node)) return node.value;
  if (types.isTemplateLiteral(node) && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  if (!types.isBinaryExpression(node, { operator: '+' })) return undefined;
  const [left, right] = [foldedText(node.left), foldedText(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}
