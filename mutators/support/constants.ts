import { end, type Node, start, types } from '../../src/instrument/syntax.ts';
import { builtInConstants } from './built-ins.ts';
import type { Declarations } from './declarations.ts';
import { asOperand } from './text.ts';

/** A type, the text it stands in, and what its names mean. */
export interface TypeScope {
  source: string;
  declarations: Declarations;
  /** The text of `declarations`. */
  declared: string;
  /** How many types deep, to end types that contain themselves. */
  depth?: number;
}

/**
 * Expressions for constants that fit a type, the most telling first; none if there is nothing but `undefined`, or if
 * the type is not known.
 */
export function constantsOf(type: Node, scope: TypeScope): string[] {
  switch (type.type) {
    case 'TSBooleanKeyword':
      return ['true', 'false'];
    case 'TSNumberKeyword':
      return ['0', '1', '-1'];
    case 'TSStringKeyword':
      return ['""', '"realcov"'];
    case 'TSBigIntKeyword':
      return ['0n', '1n', '-1n'];
    case 'TSSymbolKeyword':
      return ['Symbol("realcov")'];
    case 'TSNullKeyword':
      return ['null'];
    case 'TSObjectKeyword':
      return ['{}'];
    case 'TSTypePredicate':
      return type.asserts ? [] : ['true', 'false'];
    case 'TSThisType':
      return ['this'];
    case 'TSLiteralType':
      return types.isTemplateLiteral(type.literal) && type.literal.expressions.length > 0
        ? []
        : [text(type, scope)];
    case 'TSTemplateLiteralType':
      return type.types.length > 0 ? [] : [text(type, scope)];
    case 'TSParenthesizedType':
      return constantsOf(type.typeAnnotation, scope);
    case 'TSTypeOperator':
      return type.operator === 'readonly' ? constantsOf(type.typeAnnotation, scope) : [];
    case 'TSArrayType':
      return arraysOf(type.elementType, scope);
    case 'TSTupleType':
      return tuplesOf(type, scope);
    case 'TSUnionType':
      return interleaved(type.types.map((member) => constantsOf(member, scope)));
    case 'TSIntersectionType':
      return brandsOf(type, scope);
    case 'TSFunctionType':
      return functionsOf(type.returnType, scope);
    case 'TSTypeLiteral':
      return objectsOf(type.members, scope);
    case 'TSTypeReference':
      return referencedConstants(type, scope);
    default:
      return [];
  }
}

/** An empty object that claims to be of a type about which nothing else is known. */
export function claimOf(type: Node, scope: TypeScope): string[] {
  if (types.isTSUnionType(type)) return type.types.flatMap((member) => claimOf(member, scope)).slice(0, 1);
  if (types.isTSArrayType(type) || types.isTSParenthesizedType(type)) return [];
  const isNamed =
    types.isTSTypeReference(type) || types.isTSImportType(type) || types.isTSIntersectionType(type);
  const isClaim = (isNamed || types.isTSTypeLiteral(type)) && !rendered.test(text(type, scope));
  return isClaim ? [`{} as ${operand(type, scope)}`] : [];
}

/** One constant, be it a claim. */
function anyConstantOf(type: Node, scope: TypeScope): string | undefined {
  return (
    constantsOf(type, scope)[0] ??
    claimOf(type, scope)[0] ??
    (admitsUndefined(type) ? 'undefined' : undefined)
  );
}

/** Whether `undefined` is a value of the type, as far as the type itself says. */
export function admitsUndefined(type: Node): boolean {
  if (types.isTSUnionType(type)) return type.types.some(admitsUndefined);
  return (
    types.isTSUndefinedKeyword(type) ||
    types.isTSVoidKeyword(type) ||
    types.isTSUnknownKeyword(type) ||
    types.isTSAnyKeyword(type)
  );
}

/** The first of each list, then the second of each, without repetitions. */
export function interleaved(lists: string[][]): string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const rows = Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? []));
  return [...new Set(rows.flat())];
}

/** What is rendered is no object: a framework throws, whatever the test asks. An empty one is `EmptyBody`. */
const rendered = /(^|\.)(ReactNode|ReactElement|Element|VNode|JSXElement)(<.*>)?$/s;

/** The text of a type. */
function text(type: Node, { source }: TypeScope): string {
  return source.slice(start(type), end(type));
}

function operand(type: Node, scope: TypeScope): string {
  return types.isTSIntersectionType(type) ? `(${text(type, scope)})` : text(type, scope);
}

function arraysOf(element: Node, scope: TypeScope): string[] {
  const filled = constantsOf(element, scope).slice(0, 1);
  return ['[]', ...filled.map((value) => `[${value}]`)];
}

function tuplesOf({ elementTypes }: types.TSTupleType, scope: TypeScope): string[] {
  const required = elementTypes.filter((element) => !isOptionalElement(element));
  const values = required.map((element) => anyConstantOf(withoutLabel(element), scope));
  return values.includes(undefined) ? [] : [`[${values.join(', ')}]`];
}

function withoutLabel(element: Node): Node {
  return types.isTSNamedTupleMember(element) ? element.elementType : element;
}

function isOptionalElement(element: Node): boolean {
  const isRest = types.isTSRestType(element) || types.isTSOptionalType(element);
  return isRest || (types.isTSNamedTupleMember(element) && element.optional);
}

/** `string & { brand: … }`: a constant of the primitive type, claimed to have the rest. */
function brandsOf(type: types.TSIntersectionType, scope: TypeScope): string[] {
  const primitive = type.types.find((member) =>
    /^TS(String|Number|Boolean|BigInt)Keyword$/.test(member.type),
  );
  return primitive ? constantsOf(primitive, scope).map((value) => `${value} as ${operand(type, scope)}`) : [];
}

function functionsOf(result: types.TSTypeAnnotation | null | undefined, scope: TypeScope): string[] {
  const isVoid = !result || admitsUndefined(result.typeAnnotation);
  const value = isVoid ? undefined : anyConstantOf(result.typeAnnotation, scope);
  return [value === undefined ? '() => {}' : `() => ${asOperand(value)}`];
}

const deepest = 3;
const mostMembers = 12;

function objectsOf(members: types.TSTypeElement[], scope: TypeScope): string[] {
  const { depth = 0 } = scope;
  if (members.length > mostMembers || depth >= deepest) return [];
  const inner = { ...scope, depth: depth + 1 };
  const properties = members.map((member) => propertyOf(member, inner));
  if (properties.includes(undefined)) return [];
  const written = properties.filter(Boolean);
  return [written.length > 0 ? `{ ${written.join(', ')} }` : '{}'];
}

/** A property as it is written in an object, empty if it need not be there, nothing if it cannot be made. */
function propertyOf(member: types.TSTypeElement, scope: TypeScope): string | undefined {
  if (types.isTSIndexSignature(member)) return '';
  const isProperty = types.isTSPropertySignature(member);
  if (!isProperty && !types.isTSMethodSignature(member)) return undefined;
  if (member.optional) return '';
  const key = member.computed ? `[${text(member.key, scope)}]` : text(member.key, scope);
  const annotation = isProperty ? member.typeAnnotation : member.returnType;
  if (!isProperty && member.kind === 'method') return `${key}: ${functionsOf(annotation, scope)[0]}`;
  const value = annotation ? anyConstantOf(annotation.typeAnnotation, scope) : 'undefined';
  return value && `${key}: ${value}`;
}

function referencedConstants(type: types.TSTypeReference, scope: TypeScope): string[] {
  if (!types.isIdentifier(type.typeName)) return [];
  const { name } = type.typeName;
  const declaration = scope.declarations.get(name);
  if (declaration) return declaredConstants(declaration, scope);
  const { depth = 0 } = scope;
  if (depth >= deepest * 2) return [];
  const [first, second] = type.typeArguments?.params ?? [];
  const inner = { ...scope, depth: depth + 1 };
  return builtInConstants(name, {
    first: () => (first ? constantsOf(first, inner) : []),
    any: () => (first ? anyConstantOf(first, inner) : undefined),
    hasOpenKeys: () => Boolean(first && second && /^TS(String|Number|Symbol)Keyword$/.test(first.type)),
  });
}

function declaredConstants(
  declaration: Exclude<ReturnType<Declarations['get']>, undefined>,
  scope: TypeScope,
): string[] {
  const { depth = 0 } = scope;
  if (depth >= deepest * 2) return [];
  const inner = { ...scope, source: scope.declared, depth: depth + 1 };
  if (types.isTSEnumDeclaration(declaration)) return declaration.declare ? [] : membersOf(declaration);
  if (declaration.typeParameters) return [];
  if (types.isTSTypeAliasDeclaration(declaration)) return constantsOf(declaration.typeAnnotation, inner);
  return declaration.extends?.length ? [] : objectsOf(declaration.body.body, inner);
}

function membersOf({ id, body }: types.TSEnumDeclaration): string[] {
  return body.members.flatMap((member) =>
    types.isIdentifier(member.id) ? [`${id.name}.${member.id.name}`] : [],
  );
}
