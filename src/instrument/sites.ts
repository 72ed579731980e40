import type { Candidate } from './candidate.ts';
import { end, isFunction, type Node, start, types, type Visit } from './syntax.ts';

/** The form in which the choice between a node and its mutants is written. */
export type SiteForm =
  /** `(hit, active ? (mutant) : original)` */
  | 'expression'
  /** `{(hit < 0 || active ? (mutant) : original)}`, among the children or as an attribute of a JSX element. */
  | 'jsx'
  /** `{ if (hit, active) { mutant } else original }` */
  | 'statement'
  /** The same for the statements of a `case`. */
  | 'case';

/** A node that can be switched in its place. */
export interface Site {
  visit: Visit;
  form: SiteForm;
}

/** The smallest node from the visit outwards that can be switched in its place. */
export function siteAround(visit: Visit, wanted: Candidate['placement']['kind']): Site | undefined {
  for (let next: Visit | undefined = visit; next && !isBarrier(next); next = next.parent) {
    const form = wanted === 'case' && next === visit ? caseForm(next) : formOf(next);
    if (form) return { visit: next, form };
  }
  return undefined;
}

/** Declarations that other code sees, so a choice further out cannot contain them. */
function isBarrier(visit: Visit): boolean {
  const { node, key } = visit;
  if (types.isProgram(node) || isSuperStatement(node)) return true;
  return types.isDeclaration(node) && key !== 'init' && key !== 'left' && !isSwitchableStatement(visit);
}

function formOf(visit: Visit): SiteForm | undefined {
  if (types.isStatement(visit.node)) return isSwitchableStatement(visit) ? 'statement' : undefined;
  return types.isExpression(visit.node) ? expressionForm(visit) : undefined;
}

function expressionForm(visit: Visit): SiteForm | undefined {
  const { node, parent, key } = visit;
  if (!parent || unswitchable.has(node.type) || isSuperCall(node)) return undefined;
  if (types.isJSX(parent.node)) return jsxForm(visit);
  if (isNotAValue(visit) || isPartOfReference(visit) || isNamedByKey(visit)) return undefined;
  return key === 'quasi' ? undefined : 'expression';
}

const unswitchable = new Set<Node['type']>([
  'Import',
  'JSXEmptyExpression',
  'JSXIdentifier',
  'JSXMemberExpression',
  'JSXNamespacedName',
  'MetaProperty',
  'Super',
]);

function jsxForm({ node, parent, key }: Visit): SiteForm | undefined {
  if (key === 'children') return types.isJSXElement(node) || types.isJSXFragment(node) ? 'jsx' : undefined;
  if (types.isJSXAttribute(parent?.node)) return isPlainAttribute(node) ? 'jsx' : undefined;
  return types.isJSXExpressionContainer(parent?.node) || types.isJSXSpreadAttribute(parent?.node)
    ? 'expression'
    : undefined;
}

/** In an attribute, JSX reads `&` and `\` differently. */
function isPlainAttribute(node: Node): boolean {
  if (!types.isStringLiteral(node)) return types.isJSXElement(node) || types.isJSXFragment(node);
  return !/[&\\\n\r]/.test(String(node.extra?.raw ?? '&'));
}

/** Names, keys and patterns: no expression is evaluated there. */
function isNotAValue({ node, parent, key }: Visit): boolean {
  if (!parent) return true;
  const outer = parent.node;
  const isComputed = 'computed' in outer && outer.computed === true;
  if (key === 'key') return !isComputed;
  if (key === 'property' && isMemberAccess(outer)) return !isComputed;
  if (types.isObjectProperty(outer)) return outer.shorthand || types.isObjectPattern(parent.parent?.node);
  if (types.isAssignmentPattern(outer)) return key === 'left';
  if (types.isVariableDeclarator(outer) || isFunctionOrClass(outer)) return key === 'id' || key === 'params';
  return types.isPattern(outer) || bindingParents.has(outer.type) || types.isPattern(node);
}

const bindingParents = new Set<Node['type']>([
  'BreakStatement',
  'CatchClause',
  'ContinueStatement',
  'ExportSpecifier',
  'LabeledStatement',
  'MetaProperty',
  'PrivateName',
  'RestElement',
  'TSModuleDeclaration',
  'TSParameterProperty',
]);

function isMemberAccess(node: Node): boolean {
  return types.isMemberExpression(node) || types.isOptionalMemberExpression(node);
}

function isFunctionOrClass(node: Node): boolean {
  return isFunction(node) || types.isClass(node);
}

/** Whether more than the value of the expression is used: its object, where it is stored, whether it exists. */
function isPartOfReference(visit: Visit): boolean {
  const { outer, key } = behindTypes(visit);
  const inner = withoutTypes(visit.node);
  if (!outer) return false;
  const isMember = isMemberAccess(inner);
  switch (outer.type) {
    case 'CallExpression':
    case 'OptionalCallExpression':
      if (key !== 'callee') return false;
      return isMember || types.isIdentifier(inner, { name: 'eval' }) || continuesChain(visit, inner, outer);
    case 'OptionalMemberExpression':
      return key === 'object' && continuesChain(visit, inner, outer);
    case 'TaggedTemplateExpression':
      return key === 'tag' ? isMember : key === 'quasi';
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return key === 'left';
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return outer.operator === 'delete' || (outer.operator === 'typeof' && types.isIdentifier(inner));
    default:
      return false;
  }
}

/** `a?.b` in `a?.b.c`: without `a`, `.c` is skipped as well. */
function continuesChain({ node }: Visit, inner: Node, outer: Node): boolean {
  const isLink = types.isOptionalMemberExpression(inner) || types.isOptionalCallExpression(inner);
  return isLink && !node.extra?.parenthesized && /^Optional/.test(outer.type);
}

/** The parent without types, and its field that holds the expression. */
function behindTypes(visit: Visit): { outer: Node | undefined; key: string } {
  let { parent, key } = visit;
  while (parent && isTypeWrapper(parent.node)) ({ parent, key } = parent);
  return { outer: parent?.node, key };
}

function withoutTypes(node: Node): Node {
  return isTypeWrapper(node) ? withoutTypes(node.expression) : node;
}

type TypeWrapper =
  | types.TSAsExpression
  | types.TSSatisfiesExpression
  | types.TSNonNullExpression
  | types.TSTypeAssertion
  | types.TSInstantiationExpression;

function isTypeWrapper(node: Node): node is TypeWrapper {
  return (
    types.isTSAsExpression(node) ||
    types.isTSSatisfiesExpression(node) ||
    types.isTSNonNullExpression(node) ||
    types.isTSTypeAssertion(node) ||
    types.isTSInstantiationExpression(node)
  );
}

/** An anonymous function gets its name from a computed key, which is only known at run time. */
function isNamedByKey(visit: Visit): boolean {
  if (!isAnonymous(visit.node)) return false;
  const { outer, key } = behindTypes(visit);
  return key === 'value' && outer !== undefined && 'computed' in outer && outer.computed === true;
}

/** A function or class that takes the name of what it is assigned to. */
export function isAnonymous(node: Node): boolean {
  const inner = withoutTypes(node);
  if (types.isArrowFunctionExpression(inner)) return true;
  return (types.isFunctionExpression(inner) || types.isClassExpression(inner)) && !inner.id;
}

/** The name that the language gives an anonymous function here, if any. */
export function inferredName(visit: Visit): string | undefined {
  const { outer, key } = behindTypes(visit);
  if (!outer) return undefined;
  if (types.isVariableDeclarator(outer)) return identifierName(outer.id);
  if (types.isAssignmentPattern(outer)) return identifierName(outer.left);
  if (types.isAssignmentExpression(outer)) {
    return /^(=|&&=|\|\|=|\?\?=)$/.test(outer.operator) ? identifierName(outer.left) : undefined;
  }
  if (types.isExportDefaultDeclaration(outer)) return 'default';
  return key === 'value' && 'key' in outer ? keyName(outer) : undefined;
}

function identifierName(node: Node): string | undefined {
  return types.isIdentifier(node) ? node.name : undefined;
}

function keyName(member: Node): string | undefined {
  const isField = types.isClassProperty(member) || types.isClassPrivateProperty(member);
  if (!types.isObjectProperty(member) && !isField && !types.isClassAccessorProperty(member)) return undefined;
  const { key } = member;
  if (types.isPrivateName(key)) return `#${key.id.name}`;
  if (types.isObjectProperty(member) && isPrototypeKey(key)) return undefined;
  if (types.isIdentifier(key)) return key.name;
  if (types.isStringLiteral(key) || types.isNumericLiteral(key)) return String(key.value);
  return undefined;
}

function isPrototypeKey(key: Node): boolean {
  return types.isIdentifier(key, { name: '__proto__' }) || types.isStringLiteral(key, { value: '__proto__' });
}

function isSwitchableStatement(visit: Visit): boolean {
  const { node, parent, key } = visit;
  if (!parent || key === 'init' || key === 'left') return false;
  if (types.isDeclaration(node))
    return types.isVariableDeclaration(node, { kind: 'var' }) && !isExported(parent);
  if (types.isTSModuleBlock(node) || types.isTSExportAssignment(node) || types.isProgram(node)) return false;
  if (types.isBlockStatement(node) && isFunction(parent.node)) return false;
  if (types.isLabeledStatement(parent.node) && types.isLoop(node)) return false;
  return !isSuperStatement(node);
}

function isExported({ node }: Visit): boolean {
  return types.isExportNamedDeclaration(node);
}

/** Compilers put parameter properties and class fields directly after it. */
function isSuperStatement(node: Node): boolean {
  return types.isExpressionStatement(node) && isSuperCall(node.expression);
}

function isSuperCall(node: Node): boolean {
  return types.isCallExpression(node) && types.isSuper(node.callee);
}

/** The statements of a case only go into a block if no other case uses their declarations. */
function caseForm({ node, parent, source }: Visit): SiteForm | undefined {
  if (!types.isSwitchCase(node) || !parent) return undefined;
  const names = node.consequent.flatMap(declaredNames);
  const { start: from, end: to } = { start: start(node), end: end(node) };
  const others = source.slice(start(parent.node), from) + source.slice(to, end(parent.node));
  return names.some((name) => others.includes(name)) ? undefined : 'case';
}

function declaredNames(statement: Node): string[] {
  const isLexical =
    types.isDeclaration(statement) && !types.isVariableDeclaration(statement, { kind: 'var' });
  return isLexical ? Object.keys(types.getBindingIdentifiers(statement)) : [];
}
