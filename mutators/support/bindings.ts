import { type FunctionNode, type Node, types, type Visit } from '../../src/instrument/syntax.ts';
import { type ScopedType, scopeOf, typeIn, writtenParameterType } from './signature.ts';

/** A name by which a function knows an argument or a part of one. */
export interface Binding {
  name: string;
  /** The parameter, or the part of its pattern. */
  node: Node;
  /** Whether the caller may leave it out. */
  isOptional: boolean;
  /** Whether it is all the arguments that are left. */
  isRest: boolean;
  /** Whether TypeScript makes a property of it: `constructor(private a: string)`. */
  isProperty: boolean;
  default?: types.Expression;
  type?: ScopedType;
}

/** The names of a function's parameters. Patterns within patterns are left out. */
export function bindingsOf(fn: Visit<FunctionNode>): Binding[] {
  return fn.node.params.flatMap((parameter, position) => {
    const isProperty = types.isTSParameterProperty(parameter);
    const declared = isProperty ? parameter.parameter : parameter;
    const type = writtenParameterType(fn, position);
    return bindingsIn(declared, fn, type).map((binding) => ({ ...binding, isProperty }));
  });
}

function bindingsIn(parameter: Node, fn: Visit<FunctionNode>, outer: types.TSType | undefined): Binding[] {
  if (types.isAssignmentPattern(parameter)) {
    const bindings = bindingsIn(parameter.left, fn, outer);
    return types.isIdentifier(parameter.left)
      ? bindings.map((one) => ({ ...one, default: parameter.right }))
      : bindings;
  }
  if (types.isRestElement(parameter)) {
    return bindingsIn(parameter.argument, fn, undefined).map((binding) => ({ ...binding, isRest: true }));
  }
  const type = ('typeAnnotation' in parameter ? typeIn(parameter.typeAnnotation) : undefined) ?? outer;
  if (types.isIdentifier(parameter)) return parameter.name === 'this' ? [] : [named(parameter, fn, type)];
  return types.isObjectPattern(parameter) ? partsOf(parameter, fn, type) : [];
}

function named(node: types.Identifier, fn: Visit<FunctionNode>, type: types.TSType | undefined): Binding {
  const binding = {
    name: node.name,
    node,
    isOptional: node.optional === true,
    isRest: false,
    isProperty: false,
  };
  return type ? { ...binding, type: { type, scope: scopeOf(fn) } } : binding;
}

function partsOf(
  pattern: types.ObjectPattern,
  fn: Visit<FunctionNode>,
  type: types.TSType | undefined,
): Binding[] {
  return pattern.properties.flatMap((property) => {
    if (!types.isObjectProperty(property) || property.computed || !types.isIdentifier(property.key))
      return [];
    const { value } = property;
    const local = types.isAssignmentPattern(value) ? value.left : value;
    if (!types.isIdentifier(local)) return [];
    const member = memberOf(type, property.key.name, fn);
    const binding = named(local, fn, typeIn(member?.typeAnnotation));
    const part = { ...binding, isOptional: member?.optional === true };
    return [types.isAssignmentPattern(value) ? { ...part, default: value.right } : part];
  });
}

/** The property of a type that is written out in the same file. */
function memberOf(type: Node | undefined, name: string, fn: Visit): types.TSPropertySignature | undefined {
  if (types.isTSTypeLiteral(type)) return propertyNamed(name, type.members);
  if (!types.isTSTypeReference(type) || !types.isIdentifier(type.typeName)) return undefined;
  const declaration = scopeOf(fn).declarations.get(type.typeName.name);
  if (types.isTSInterfaceDeclaration(declaration)) return propertyNamed(name, declaration.body.body);
  return types.isTSTypeAliasDeclaration(declaration)
    ? memberOf(declaration.typeAnnotation, name, fn)
    : undefined;
}

function propertyNamed(name: string, members: types.TSTypeElement[]): types.TSPropertySignature | undefined {
  return members
    .filter((member) => types.isTSPropertySignature(member))
    .find(({ key }) => types.isIdentifier(key, { name }));
}
