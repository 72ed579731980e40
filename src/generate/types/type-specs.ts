import { ts } from 'ts-morph';
import type { ParameterSpec, Spec } from '../embedded/spec.ts';
import { builtIns } from './built-ins.ts';
import { constructorOf, NoValues, type Reading } from './reading.ts';

const deepest = 4;

/** The possible values of a signature's parameters. */
export function parametersOf(
  parameters: readonly ts.Symbol[],
  at: ts.Node,
  reading: Reading,
  depth = 0,
  read: Inner = (type) => specOf(type, reading, at, depth),
): ParameterSpec[] {
  // Optional parameters at the end may be left out; one before a required parameter gets `undefined`.
  const ends = parameters.findLastIndex((symbol) => !mayBeLeftOut(declarationOf(symbol)));
  return parameters.map((symbol, index): ParameterSpec => {
    const parameter = declarationOf(symbol);
    const type = parameter
      ? reading.checker.getTypeAtLocation(parameter)
      : reading.checker.getTypeOfSymbolAtLocation(symbol, at);
    const rest = parameter?.dotDotDotToken !== undefined;
    const of = read(type);
    const isLeftOut = index < ends && parameter?.initializer !== undefined;
    const isName = parameter === undefined || ts.isIdentifier(parameter.name);
    return {
      name: isName ? symbol.name : `argument${index + 1}`,
      of: rest && of.kind === 'array' ? of.of : isLeftOut ? orUndefined(of) : of,
      optional: index > ends && !rest && mayBeLeftOut(parameter),
      rest,
    };
  });
}

function declarationOf({ valueDeclaration }: ts.Symbol): ts.ParameterDeclaration | undefined {
  return valueDeclaration && ts.isParameter(valueDeclaration) ? valueDeclaration : undefined;
}

function mayBeLeftOut(parameter: ts.ParameterDeclaration | undefined): boolean {
  const { initializer, questionToken, dotDotDotToken } = parameter ?? {};
  return initializer !== undefined || questionToken !== undefined || dotDotDotToken !== undefined;
}

function orUndefined(of: Spec): Spec {
  const nothing = (item: Spec) => item.kind === 'constant' && item.source === 'undefined';
  // With strict types, `undefined` is in the union.
  if (of.kind === 'none' || (of.kind === 'union' && of.items.some(nothing))) return of;
  return { kind: 'union', items: [{ kind: 'constant', source: 'undefined' }, of] };
}

/** The same, but also with parameters that have no values. */
export function parametersWithGaps(
  parameters: readonly ts.Symbol[],
  at: ts.Node,
  reading: Reading,
): ParameterSpec[] {
  return parametersOf(parameters, at, reading, 0, (type) => {
    try {
      return specOf(type, reading, at, 0);
    } catch (error) {
      if (error instanceof NoValues) return { kind: 'none', why: error.message };
      throw error;
    }
  });
}

type Inner = (part: ts.Type) => Spec;

/**
 * The possible values of a type.
 * @throws {NoValues} if there are none
 */
function specOf(type: ts.Type, reading: Reading, at: ts.Node, depth: number): Spec {
  if (depth > deepest) throw new NoValues('a type is nested too deeply');
  const { checker } = reading;
  const inner: Inner = (part) => specOf(part, reading, at, depth + 1);
  const { flags } = type;
  if (flags & ts.TypeFlags.EnumLiteral && !type.isUnion()) return enumMember(type, reading);
  if (type.isUnion()) return unionOf(type, inner);
  if (type.isStringLiteral() || type.isNumberLiteral())
    return { kind: 'constant', source: JSON.stringify(type.value) };
  if (flags & ts.TypeFlags.BooleanLiteral) return { kind: 'constant', source: checker.typeToString(type) };
  const simple = simpleKinds.find(([flag]) => flags & flag)?.[1];
  if (simple) return simple;
  if (flags & ts.TypeFlags.TypeParameter) {
    const constraint = checker.getBaseConstraintOfType(type);
    // If every type fits, numbers are as good as anything.
    return constraint && constraint !== type && !(constraint.flags & ts.TypeFlags.Unknown)
      ? inner(constraint)
      : { kind: 'number' };
  }
  if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))
    return objectOf(type, reading, at, inner, depth);
  throw new NoValues(`there are no values of the type ${checker.typeToString(type)}`);
}

/** By its name if the enum is exported, else by value. TypeScript only accepts numbers for an enum. */
function enumMember(type: ts.Type, { checker, importOf }: Reading): Spec {
  const { valueDeclaration: member } = type.symbol;
  if (!member || !ts.isEnumMember(member)) throw new NoValues(`${checker.typeToString(type)} is computed`);
  const value = checker.getConstantValue(member);
  const symbol = checker.getSymbolAtLocation(member.parent.name);
  const of = symbol && importOf(symbol);
  if (of && value !== undefined && ts.isIdentifier(member.name))
    return { kind: 'member', source: `${of.name}.${member.name.text}`, value, of };
  if (typeof value === 'number') return { kind: 'constant', source: String(value) };
  throw new NoValues(`${member.parent.name.text} is an enum that is not exported`);
}
const simpleKinds: [ts.TypeFlags, Spec][] = [
  [ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral, { kind: 'string' }],
  [ts.TypeFlags.Number, { kind: 'number' }],
  [ts.TypeFlags.Boolean, { kind: 'boolean' }],
  [ts.TypeFlags.BigInt, { kind: 'bigint' }],
  [ts.TypeFlags.Undefined | ts.TypeFlags.Void, { kind: 'constant', source: 'undefined' }],
  [ts.TypeFlags.Null, { kind: 'constant', source: 'null' }],
  [ts.TypeFlags.Any | ts.TypeFlags.Unknown, { kind: 'any' }],
];

/** Only the parts of a union that have values. */
function unionOf(type: ts.UnionType, inner: Inner): Spec {
  const isBoolean = (part: ts.Type) => Boolean(part.flags & ts.TypeFlags.BooleanLiteral);
  const booleans = type.types.filter(isBoolean).length === 2;
  const parts = booleans ? type.types.filter((part) => !isBoolean(part)) : type.types;
  const specs: Spec[] = booleans ? [{ kind: 'boolean' }] : [];
  let failure: NoValues | undefined;
  for (const part of parts.slice(0, 12)) {
    try {
      specs.push(inner(part));
    } catch (error) {
      if (!(error instanceof NoValues)) throw error;
      failure = error;
    }
  }
  if (specs.length === 0) throw failure ?? new NoValues('a union is empty');
  return specs.length === 1 ? specs[0]! : { kind: 'union', items: specs };
}

function objectOf(type: ts.Type, reading: Reading, at: ts.Node, inner: Inner, depth: number): Spec {
  const { checker } = reading;
  if (checker.isTupleType(type)) {
    return { kind: 'tuple', items: checker.getTypeArguments(type as ts.TypeReference).map(inner) };
  }
  const args = checker.getTypeArguments(type as ts.TypeReference);
  const argument = (index: number): Spec => (args[index] ? inner(args[index]) : { kind: 'any' });
  switch (type.symbol?.name) {
    case 'Array':
    case 'ReadonlyArray':
    case 'ArrayLike':
      return { kind: 'array', of: argument(0) };
    case 'Iterable':
      return { kind: 'iterable', of: argument(0) };
    case 'Set':
    case 'ReadonlySet':
      return { kind: 'set', of: argument(0) };
    case 'Map':
    case 'ReadonlyMap':
      return { kind: 'map', key: argument(0), value: argument(1) };
    case 'Promise':
    case 'PromiseLike':
      return { kind: 'promise', of: argument(0) };
    case 'Date':
      return { kind: 'date' };
    case 'RegExp':
      return { kind: 'regexp' };
    default:
      return (
        builtInOf(type) ??
        functionOf(type, checker, at, inner) ??
        instanceOf(type, reading, at, depth) ??
        plainObject(type, checker, at, inner)
      );
  }
}

function builtInOf({ symbol }: ts.Type): Spec | undefined {
  const sources = symbol && builtIns.get(symbol.name);
  const isOurs = symbol?.declarations?.every((each) => !each.getSourceFile().isDeclarationFile);
  if (!sources || isOurs) return undefined;
  return { kind: 'union', items: sources.map((source) => ({ kind: 'built-in', source })) };
}

/** For a class that tests can import and instantiate. */
function instanceOf(type: ts.Type, reading: Reading, at: ts.Node, depth: number): Spec | undefined {
  const { checker, importOf } = reading;
  const { symbol } = type;
  if (!symbol || !(symbol.flags & ts.SymbolFlags.Class)) return undefined;
  const of = importOf(symbol);
  const signature = of && constructorOf(symbol, reading);
  if (!of || !signature) throw new NoValues(`${checker.typeToString(type)} is a class`);
  return {
    kind: 'instance',
    of,
    parameters: parametersOf(signature.getParameters(), at, reading, depth + 1),
  };
}

function functionOf(type: ts.Type, checker: ts.TypeChecker, at: ts.Node, inner: Inner): Spec | undefined {
  const [signature] = type.getCallSignatures();
  if (!signature) return undefined;
  const orAny = (part: ts.Type): Spec => {
    try {
      return inner(part);
    } catch (error) {
      if (error instanceof NoValues) return { kind: 'any' };
      throw error;
    }
  };
  return {
    kind: 'function',
    takes: signature
      .getParameters()
      .map((parameter) => orAny(checker.getTypeOfSymbolAtLocation(parameter, at))),
    returns: orAny(checker.getReturnTypeOfSignature(signature)),
  };
}

function plainObject(type: ts.Type, checker: ts.TypeChecker, at: ts.Node, inner: Inner): Spec {
  const name = checker.typeToString(type);
  const index = checker.getIndexInfosOfType(type)[0];
  const properties = checker.getPropertiesOfType(type);
  if (properties.length === 0 && index) return { kind: 'record', of: inner(index.type) };
  if (properties.length > 20) throw new NoValues(`${name} has very many members`);
  const members = properties.flatMap((property) => {
    const optional = Boolean(property.flags & ts.SymbolFlags.Optional);
    try {
      // TypeScript's internal name for a member named by a symbol.
      if (property.name.startsWith('__@'))
        throw new NoValues(`${name} has a member that is named by a symbol`);
      const of = inner(checker.getTypeOfSymbolAtLocation(property, at));
      // A missing property is the same as `undefined`.
      return optional && isUndefined(of) ? [] : [{ name: property.name, of, optional }];
    } catch (error) {
      if (error instanceof NoValues && optional) return [];
      throw error;
    }
  });
  return { kind: 'object', members };
}

function isUndefined(spec: Spec): boolean {
  return spec.kind === 'constant' && spec.source === 'undefined';
}
