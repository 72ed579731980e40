import {
  end,
  type FunctionNode,
  type Node,
  parse,
  start,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import type { TypeScope } from './constants.ts';
import { type Declarations, declarationsAround } from './declarations.ts';

/** A type and where its text and its names come from. */
export interface ScopedType {
  type: types.TSType;
  scope: TypeScope;
}

export function scopeOf(visit: Visit): TypeScope {
  return { source: visit.source, declared: visit.source, declarations: declarationsAround(visit) };
}

/** A type that is given as a text of its own, if it can be read. */
export function readType(text: string | undefined, scope: TypeScope): ScopedType | undefined {
  if (text === undefined) return undefined;
  const source = `type T = ${text}`;
  try {
    const [declaration] = parse(source, 'type.ts').program.body;
    if (!types.isTSTypeAliasDeclaration(declaration)) return undefined;
    return { type: declaration.typeAnnotation, scope: { ...scope, source } };
  } catch {
    return undefined;
  }
}

/** The return type that is written at the function, or at what the function is assigned to. */
export function writtenReturnType(fn: Visit<FunctionNode>): types.TSType | undefined {
  return typeIn(fn.node.returnType) ?? typeIn(writtenType(fn)?.returnType);
}

/** The type of the parameter at a position that is written at what the function is assigned to. */
export function writtenParameterType(fn: Visit<FunctionNode>, position: number): types.TSType | undefined {
  const parameter = writtenType(fn)?.params[position];
  return types.isIdentifier(parameter) ? typeIn(parameter.typeAnnotation) : undefined;
}

export function typeIn(annotation: Node | null | undefined): types.TSType | undefined {
  return types.isTSTypeAnnotation(annotation) ? annotation.typeAnnotation : undefined;
}

/** `T` of `Promise<T>` and of the other names. */
export function argumentOf(type: types.TSType, names: readonly string[]): types.TSType | undefined {
  if (!types.isTSTypeReference(type) || !types.isIdentifier(type.typeName)) return undefined;
  return names.includes(type.typeName.name) ? type.typeArguments?.params[0] : undefined;
}

/** `const f: (a: string) => number = …`, also by a name for such a type. */
function writtenType({ parent, key, ...fn }: Visit): types.TSFunctionType | undefined {
  const holder = parent?.node;
  if (!parent || (key !== 'init' && key !== 'value')) return undefined;
  const annotation = types.isVariableDeclarator(holder)
    ? 'typeAnnotation' in holder.id && holder.id.typeAnnotation
    : types.isClassProperty(holder) && holder.typeAnnotation;
  return annotation
    ? functionType(typeIn(annotation), declarationsAround({ parent, key, ...fn }))
    : undefined;
}

function functionType(type: Node | undefined, declarations: Declarations): types.TSFunctionType | undefined {
  if (types.isTSFunctionType(type)) return type;
  if (!types.isTSTypeReference(type) || !types.isIdentifier(type.typeName)) return undefined;
  const declaration = declarations.get(type.typeName.name);
  const isPlain = types.isTSTypeAliasDeclaration(declaration) && !declaration.typeParameters;
  return isPlain && types.isTSFunctionType(declaration.typeAnnotation)
    ? declaration.typeAnnotation
    : undefined;
}

/** The text of a type without spacing, to compare by. */
export function comparable(type: Node, source: string): string {
  return source.slice(start(type), end(type)).replace(/\s+/g, '');
}
