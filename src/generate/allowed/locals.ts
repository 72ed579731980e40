import { type Node, types } from '../../instrument/syntax.ts';
import { arrayMethods, eachMethods, isGlobal } from './names.ts';
import {
  around,
  bare,
  isCall,
  isExpectation,
  isMember,
  nameOf,
  type Place,
  placesIn,
  rootOf,
} from './places.ts';

/** What is known about a name in a test. For a name with two declarations: what is true of both. */
export class Locals {
  readonly imported: ReadonlySet<string>;
  readonly #declared = new Map<string, Declaration[]>();
  readonly #written = new Map<string, (Node | undefined)[]>();
  /** Names that are used as values, so that another name may get the same value. */
  readonly #given = new Set<string>();

  constructor(body: Node, imported: ReadonlySet<string>) {
    this.imported = imported;
    for (const place of placesIn(body)) {
      for (const declaration of declarationsAt(place)) {
        const known = this.#declared.get(declaration.name) ?? [];
        this.#declared.set(declaration.name, [...known, declaration]);
      }
      if (types.isIdentifier(place.node) && isGiven(place)) this.#given.add(place.node.name);
      for (const [name, value] of writtenAt(place))
        this.#written.set(name, [...(this.#written.get(name) ?? []), value]);
    }
  }

  get names(): string[] {
    return [...this.#declared.keys()];
  }

  /** Everything that may give the name a value. */
  declarationsOf(name: string): Declaration[] {
    const written = (this.#written.get(name) ?? []).map((value): Declaration => ({ name, value }));
    return [...(this.#declared.get(name) ?? []), ...written];
  }

  has(name: string): boolean {
    return this.#declared.has(name);
  }

  /** Whether only the test itself can have created the value of the name. */
  isOwn(name: string): boolean {
    return this.#always(name, ({ value }) => {
      const node = value && bare(value);
      return types.isObjectExpression(node) || types.isNewExpression(node);
    });
  }

  /** Whether the name is another name for an import or for one of the language's own objects. */
  isForeign(name: string, asked: readonly string[] = []): boolean {
    if (this.imported.has(name) || (isGlobal(name) && !this.has(name))) return true;
    if (asked.includes(name)) return false;
    const declared = (this.#declared.get(name) ?? []).map(({ value, partOf }) => value ?? partOf);
    return [...declared, ...(this.#written.get(name) ?? [])].some((from) => {
      if (from === undefined || isCall(bare(from))) return false;
      const root = rootOf(from);
      return types.isIdentifier(root) && this.isForeign(root.name, [...asked, name]);
    });
  }

  isArray(expression: Node): boolean {
    const node = bare(expression);
    if (types.isArrayExpression(node)) return true;
    if (types.isIdentifier(node)) return this.#isArrayName(node.name);
    if (!isCall(node)) return false;
    const callee = bare(node.callee);
    if (!isMember(callee)) return false;
    const name = nameOf(callee);
    if (types.isIdentifier(callee.object, { name: 'Object' })) return /^(keys|values|entries)$/.test(name);
    if (types.isIdentifier(callee.object, { name: 'Array' })) return /^(from|of)$/.test(name);
    return arrayMethods.has(name) && this.isArray(callee.object);
  }

  /**
   * Whether an expression can only be a number, so that as a key it can only be an index.
   * @param asked names that are assumed to be numbers
   */
  isNumber(expression: Node, asked: readonly string[] = []): boolean {
    const node = bare(expression);
    const isNumber = (part: Node) => this.isNumber(part, asked);
    if (types.isNumericLiteral(node) || types.isUpdateExpression(node)) return true;
    if (types.isUnaryExpression(node)) return /^[-+~]$/.test(node.operator);
    if (types.isBinaryExpression(node))
      return node.operator === '+'
        ? isNumber(node.left) && isNumber(node.right)
        : /^(-|\*|\/|%|\*\*|\||&|\^|<<|>>>?)$/.test(node.operator);
    if (types.isConditionalExpression(node)) return isNumber(node.consequent) && isNumber(node.alternate);
    return types.isIdentifier(node) && this.#isNumberName(node.name, asked);
  }

  #isNumberName(name: string, asked: readonly string[]): boolean {
    if (asked.includes(name)) return true;
    const isNumber = (value: Node | undefined) =>
      value !== undefined && this.isNumber(value, [...asked, name]);
    const declared = this.#declared.get(name) ?? [];
    const written = this.#written.get(name) ?? [];
    return (
      declared.length > 0 &&
      declared.every(({ value, indexOf }) => (indexOf ? this.isArray(indexOf) : isNumber(value))) &&
      written.every(isNumber)
    );
  }

  /** A list whose methods cannot be replaced, because it is never passed on. */
  #isArrayName(name: string): boolean {
    return (
      !this.#given.has(name) &&
      this.#always(name, ({ value }) => value !== undefined && types.isArrayExpression(bare(value)))
    );
  }

  /** A name that is never assigned. */
  #always(name: string, holds: (declaration: Declaration) => boolean): boolean {
    const declared = this.#declared.get(name) ?? [];
    return declared.length > 0 && !this.#written.has(name) && declared.every(holds);
  }
}

interface Declaration {
  name: string;
  /** What is assigned to the whole name. */
  value?: Node | undefined;
  /** The name gets a part of this. */
  partOf?: Node | undefined;
  /** The name is an index into this. */
  indexOf?: Node | undefined;
  /** It is a parameter of a function that is passed to this call. */
  givenBy?: Node | undefined;
}

type Named = types.FunctionDeclaration | types.FunctionExpression;
type WithParameters = Named | types.ArrowFunctionExpression | types.ObjectMethod;

function declarationsAt(place: Place): Declaration[] {
  const { node } = place;
  if (types.isVariableDeclarator(node)) {
    if (types.isIdentifier(node.id)) return [{ name: node.id.name, value: node.init ?? undefined }];
    return namesIn(node.id).map((name) => ({
      name,
      partOf: node.init ?? undefined,
      indexOf: countedBy(place, name),
    }));
  }
  if (types.isFunctionDeclaration(node) || types.isFunctionExpression(node))
    return [...(node.id ? [{ name: node.id.name, value: node }] : []), ...parametersOf(place, node)];
  return types.isArrowFunctionExpression(node) || types.isObjectMethod(node) ? parametersOf(place, node) : [];
}

function namesIn(pattern: Node): string[] {
  return Object.keys(types.getBindingIdentifiers(pattern as types.LVal));
}

function parametersOf({ parent, key }: Place, node: WithParameters): Declaration[] {
  const callee = parent && key === 'arguments' && isCall(parent.node) ? bare(parent.node.callee) : undefined;
  // A function with a name may also be called from its own body, with any arguments.
  const isOnlyCalledBack = isMember(callee) && eachMethods.has(nameOf(callee)) && !('id' in node && node.id);
  const list = isOnlyCalledBack ? callee.object : undefined;
  return node.params.flatMap((parameter, index) =>
    namesIn(parameter).map((name) => ({
      name,
      ...(callee && { givenBy: callee }),
      ...(list && index === 1 && types.isIdentifier(parameter) && { indexOf: list }),
    })),
  );
}

/** `for (const [index, item] of items.entries())` */
function countedBy({ node, parent }: Place, name: string): Node | undefined {
  const loop = parent?.parent?.node;
  if (!types.isVariableDeclarator(node) || !types.isForOfStatement(loop)) return undefined;
  const first = types.isArrayPattern(node.id) ? node.id.elements[0] : undefined;
  const list = bare(loop.right);
  const callee = isCall(list) ? bare(list.callee) : undefined;
  return types.isIdentifier(first, { name }) && isMember(callee) && nameOf(callee) === 'entries'
    ? callee.object
    : undefined;
}

/** The names that are assigned, and the values. */
function writtenAt({ node }: Place): [string, Node | undefined][] {
  if (types.isUpdateExpression(node)) {
    const target = bare(node.argument);
    return types.isIdentifier(target) ? [[target.name, node]] : [];
  }
  if (types.isAssignmentExpression(node)) {
    const value = node.operator === '=' || node.operator === '+=' ? node.right : undefined;
    const target = bare(node.left);
    return types.isIdentifier(target) ? [[target.name, value]] : namesWritten(target);
  }
  const isLoop = types.isForOfStatement(node) || types.isForInStatement(node);
  return isLoop && !types.isVariableDeclaration(node.left) ? namesWritten(node.left) : [];
}

/** Every name in a pattern, also names that it only reads: these count as assigned an unknown value. */
function namesWritten(pattern: Node): [string, undefined][] {
  return [...placesIn(pattern)].flatMap(({ node }): [string, undefined][] =>
    types.isIdentifier(node) ? [[node.name, undefined]] : [],
  );
}

/** Whether a name is more than read: a member is used, its items are iterated or spread, or it is compared. */
function isGiven(place: Place): boolean {
  const { parent, key } = around(place);
  const holder = parent?.node;
  if (isMember(holder) || types.isSpreadElement(holder)) return false;
  if (types.isVariableDeclarator(holder)) return key !== 'id';
  if (types.isForOfStatement(holder)) return key !== 'right';
  return !(isCall(holder) && key === 'arguments' && isExpectation(holder.callee));
}
