import { join } from 'node:path';
import { Project, ts } from 'ts-morph';
import { optionsOf } from '../instrument/types/infer.ts';
import type { ParameterSpec, Spec } from './embedded/spec.ts';

/** What is known of a function that could be called. */
export interface Signature {
  parameters: ParameterSpec[];
  hints: (string | number)[];
  throws: string[];
}

/** Says why values cannot be made. */
export class NoValues extends Error {}

const deepest = 4;

/** Reads signatures of functions by their file and the offset at which they begin. */
export function signatures(
  root: string,
  files: string[],
): (file: string, offset: number) => Signature | NoValues {
  const project = new Project({ compilerOptions: optionsOf(root) });
  for (const file of files) project.addSourceFileAtPathIfExists(join(root, file));
  const program = project.getProgram().compilerObject;
  const checker = program.getTypeChecker();
  return (file, offset) => {
    const source = program.getSourceFile(join(root, file));
    const fn = source && functionAt(source, offset);
    if (!fn) return new NoValues('its types cannot be read');
    try {
      return signatureOf(fn, checker);
    } catch (error) {
      if (error instanceof NoValues) return error;
      throw error;
    }
  };
}

function functionAt(source: ts.SourceFile, offset: number): ts.SignatureDeclaration | undefined {
  let found: ts.SignatureDeclaration | undefined;
  const visit = (node: ts.Node): void => {
    if (node.end <= offset || node.pos > offset) return;
    // Before `function` there may be `export`, which is no part of it elsewhere.
    if (ts.isFunctionLike(node) && 'body' in node && node.body && startOf(node, source) === offset)
      found ??= node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function startOf(node: ts.Node, source: ts.SourceFile): number {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const behind = modifiers.filter(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
  );
  const last = behind.at(-1);
  if (!last) return node.getStart(source);
  const text = source.text.slice(last.end);
  return last.end + (text.length - text.trimStart().length);
}

function signatureOf(fn: ts.SignatureDeclaration, checker: ts.TypeChecker): Signature {
  const parameters = fn.parameters.map((parameter, index): ParameterSpec => {
    const { name, initializer, questionToken, dotDotDotToken } = parameter;
    const type = checker.getTypeAtLocation(parameter);
    const rest = dotDotDotToken !== undefined;
    const of = specOf(type, checker, fn, 0);
    return {
      name: ts.isIdentifier(name) ? name.text : `argument${index + 1}`,
      of: rest && of.kind === 'array' ? of.of : of,
      optional: initializer !== undefined || questionToken !== undefined,
      rest,
    };
  });
  return { parameters, ...literalsIn(fn) };
}

function literalsIn(fn: ts.SignatureDeclaration): Pick<Signature, 'hints' | 'throws'> {
  const hints = new Set<string | number>();
  const throws = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) hints.add(node.text);
    if (ts.isNumericLiteral(node)) hints.add(Number(node.text));
    if (ts.isThrowStatement(node) && ts.isNewExpression(node.expression))
      throws.add(node.expression.expression.getText());
    if (ts.isTypeNode(node)) return;
    ts.forEachChild(node, visit);
  };
  visit(fn);
  // What it throws may come from a function that it calls; an error with a message of the project's own is meant.
  throws.add('Error');
  throws.add('RangeError');
  return { hints: [...hints].slice(0, 40), throws: [...throws] };
}

type Inner = (part: ts.Type) => Spec;

function specOf(type: ts.Type, checker: ts.TypeChecker, at: ts.Node, depth: number): Spec {
  if (depth > deepest) throw new NoValues('a type is nested too deeply');
  const inner: Inner = (part) => specOf(part, checker, at, depth + 1);
  const { flags } = type;
  if (type.isUnion()) return unionOf(type, inner);
  if (type.isStringLiteral() || type.isNumberLiteral())
    return { kind: 'constant', source: JSON.stringify(type.value) };
  if (flags & ts.TypeFlags.BooleanLiteral) return { kind: 'constant', source: checker.typeToString(type) };
  const simple = simpleKinds.find(([flag]) => flags & flag)?.[1];
  if (simple) return simple;
  if (flags & ts.TypeFlags.TypeParameter) {
    const constraint = checker.getBaseConstraintOfType(type);
    // Numbers are as good as anything where every type will do.
    return constraint && constraint !== type && !(constraint.flags & ts.TypeFlags.Unknown)
      ? inner(constraint)
      : { kind: 'number' };
  }
  if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return objectOf(type, checker, at, inner);
  throw new NoValues(`there are no values of the type ${checker.typeToString(type)}`);
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

/** Of a union only the parts of which there are values. */
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

function objectOf(type: ts.Type, checker: ts.TypeChecker, at: ts.Node, inner: Inner): Spec {
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
      return functionOf(type, checker, at, inner) ?? plainObject(type, checker, at, inner);
  }
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
  if (type.isClass() || (type.symbol && type.symbol.flags & ts.SymbolFlags.Class))
    throw new NoValues(`${name} is a class`);
  const index = checker.getIndexInfosOfType(type)[0];
  const properties = checker.getPropertiesOfType(type);
  if (properties.length === 0 && index) return { kind: 'record', of: inner(index.type) };
  if (properties.length > 20) throw new NoValues(`${name} has very many members`);
  const members = properties.map((property) => ({
    name: property.name,
    of: inner(checker.getTypeOfSymbolAtLocation(property, at)),
    optional: Boolean(property.flags & ts.SymbolFlags.Optional),
  }));
  return { kind: 'object', members };
}
