import { ts } from 'ts-morph';

/** Types of the standard library and of Node for which mutators have constants. */
const known = new Set(
  (
    'Array ReadonlyArray Promise PromiseLike Iterable Iterator IterableIterator IteratorObject ArrayIterator ' +
    'Generator AsyncIterable AsyncIterator AsyncIterableIterator AsyncGenerator Map Set WeakMap WeakSet ReadonlyMap ' +
    'ReadonlySet Date RegExp Error TypeError RangeError SyntaxError URL URLSearchParams Headers FormData Response ' +
    'AbortController ArrayBuffer Uint8Array Int8Array Uint16Array Int32Array Uint32Array Float32Array Float64Array ' +
    'Buffer Function'
  ).split(' '),
);

const deepest = 4;
const maxParts = 12;
const unknown = 'unknown';

/**
 * The text of a type that can be parsed anywhere: no names from the project, objects written out. Other types become
 * `unknown`.
 */
export function describeType(type: ts.Type, checker: ts.TypeChecker, depth = 0): string {
  const inner = (part: ts.Type) => describeType(part, checker, depth + 1);
  if (depth > deepest) return unknown;
  if (type.isUnion()) return describeUnion(type, inner);
  const simple = describeSimple(type, checker);
  if (simple !== undefined) return simple;
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return unknown;
  return (
    describeReference(type, checker, inner) ??
    describeFunction(type, checker, inner) ??
    describeObject(type, checker, inner)
  );
}

type Describe = (part: ts.Type) => string;

function describeSimple(type: ts.Type, checker: ts.TypeChecker): string | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return JSON.stringify(type.value);
  const { flags } = type;
  if (flags & ts.TypeFlags.BigIntLiteral) return checker.typeToString(type);
  if (flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type);
  return keywords.find(([flag]) => flags & flag)?.[1];
}

const keywords: [ts.TypeFlags, string][] = [
  [ts.TypeFlags.Any, 'any'],
  [ts.TypeFlags.Unknown, unknown],
  [ts.TypeFlags.String, 'string'],
  [ts.TypeFlags.Number, 'number'],
  [ts.TypeFlags.Boolean, 'boolean'],
  [ts.TypeFlags.BigInt, 'bigint'],
  [ts.TypeFlags.ESSymbol, 'symbol'],
  [ts.TypeFlags.Void, 'void'],
  [ts.TypeFlags.Undefined, 'undefined'],
  [ts.TypeFlags.Null, 'null'],
  [ts.TypeFlags.Never, 'never'],
  [ts.TypeFlags.NonPrimitive, 'object'],
];

function describeUnion(type: ts.UnionType, inner: Describe): string {
  const isBoolean = (part: ts.Type) => Boolean(part.flags & ts.TypeFlags.BooleanLiteral);
  const booleans = type.types.filter(isBoolean);
  const others = booleans.length === 2 ? type.types.filter((part) => !isBoolean(part)) : type.types;
  const parts = others
    .slice(0, maxParts)
    .map(inner)
    .filter((part) => part !== unknown);
  if (booleans.length === 2) parts.push('boolean');
  return parts.length > 0 ? [...new Set(parts)].map(inParentheses).join(' | ') : unknown;
}

function inParentheses(type: string): string {
  return type.includes('=>') ? `(${type})` : type;
}

/** Arrays, tuples and the well-known types of the standard library. */
function describeReference(type: ts.Type, checker: ts.TypeChecker, inner: Describe): string | undefined {
  if (checker.isTupleType(type)) return describeTuple(type as ts.TupleTypeReference, checker, inner);
  const name = type.symbol?.name;
  if (name === undefined || !known.has(name) || !isGlobal(type.symbol)) return undefined;
  const args = checker.getTypeArguments(type as ts.TypeReference);
  return args.length > 0 ? `${name}<${args.map(inner).join(', ')}>` : name;
}

function describeTuple(type: ts.TupleTypeReference, checker: ts.TypeChecker, inner: Describe): string {
  const { elementFlags } = type.target;
  const parts = checker.getTypeArguments(type).flatMap((part, index) => {
    const isRequired = (elementFlags[index] ?? 0) & ts.ElementFlags.Required;
    return isRequired ? [inner(part)] : [];
  });
  return parts.includes(unknown) ? unknown : `[${parts.join(', ')}]`;
}

function isGlobal(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    // `import * as all` refers to a whole file, which has no parent.
    const parent: ts.Node | undefined = declaration.parent;
    if (!parent) return false;
    if (ts.isSourceFile(parent)) return !ts.isExternalModule(parent);
    return ts.isModuleBlock(parent) && Boolean(parent.parent.flags & ts.NodeFlags.GlobalAugmentation);
  });
}

function describeFunction(type: ts.Type, checker: ts.TypeChecker, inner: Describe): string | undefined {
  const signatures = type.getCallSignatures();
  if (signatures.length === 0) return undefined;
  const [signature] = signatures;
  if (!signature || signatures.length > 1 || type.getProperties().length > 0) return unknown;
  return `() => ${inner(checker.getReturnTypeOfSignature(signature))}`;
}

function describeObject(type: ts.Type, checker: ts.TypeChecker, inner: Describe): string {
  if (isInstance(type) || type.getConstructSignatures().length > 0) return unknown;
  const required = checker
    .getPropertiesOfType(type)
    .filter(({ flags }) => !(flags & ts.SymbolFlags.Optional));
  if (required.length > maxParts) return unknown;
  const members = required.map((property) => describeProperty(property, checker, inner));
  if (members.includes(undefined) || isOpen(type, checker)) return unknown;
  return members.length > 0 ? `{ ${members.join('; ')} }` : '{}';
}

/** `{ [K in keyof T]: … }`: its members depend on the caller. */
function isOpen(type: ts.Type, checker: ts.TypeChecker): boolean {
  const isMapped = Boolean((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped);
  return isMapped && type.getProperties().length === 0 && checker.getIndexInfosOfType(type).length === 0;
}

/** Only plain data can be written down; methods would be missing. */
function isInstance(type: ts.Type): boolean {
  return (
    type.isClass() || Boolean(type.symbol && type.symbol.flags & ts.SymbolFlags.Class) || isGlobalObject(type)
  );
}

function isGlobalObject(type: ts.Type): boolean {
  return type.symbol !== undefined && type.symbol.name !== '__type' && isGlobal(type.symbol);
}

function describeProperty(property: ts.Symbol, checker: ts.TypeChecker, inner: Describe): string | undefined {
  const type = inner(checker.getTypeOfSymbol(property));
  const isName =
    /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(property.name) && !property.name.startsWith('__@');
  if (property.name.startsWith('__@') || type === unknown) return undefined;
  return `${isName ? property.name : JSON.stringify(property.name)}: ${type}`;
}
