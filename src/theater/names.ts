import { ancestors, end, isFunction, type Node, start, types, type Visit } from '../instrument/syntax.ts';

/** A declaration of a name, and its scope. */
export interface Declaration {
  name: string;
  scope: Node;
  /** What it is declared as: a declarator, a function, a class, or the function whose parameter it is. */
  node: Node;
  /** Its value never changes. */
  isConst: boolean;
  isParameter?: true;
}

/** The declarations of a file. They tell which one a name refers to at a place. */
export class Names {
  readonly #byName: Map<string, Declaration[]>;

  constructor(visits: readonly Visit[]) {
    this.#byName = Map.groupBy(visits.flatMap(declarationsAt), ({ name }) => name);
  }

  /** The innermost declaration; undefined if the file does not declare it. */
  at({ node }: Visit, name: string): Declaration | undefined {
    const around = (this.#byName.get(name) ?? []).filter(({ scope }) => isWithin(node, scope));
    return around.reduce<Declaration | undefined>(
      (inner, each) => (!inner || isWithin(each.scope, inner.scope) ? each : inner),
      undefined,
    );
  }
}

export function isWithin(inner: Node, outer: Node): boolean {
  return start(outer) <= start(inner) && end(inner) <= end(outer);
}

/** The name of an identifier that is used as a value. */
export function referenceAt({ node, parent, key }: Visit): string | undefined {
  if (types.isJSXIdentifier(node)) {
    const isComponent =
      (types.isJSXOpeningElement(parent?.node) || types.isJSXMemberExpression(parent?.node)) &&
      key !== 'property';
    return isComponent && (/^[A-Z]/.test(node.name) || key === 'object') ? node.name : undefined;
  }
  if (!types.isIdentifier(node)) return undefined;
  const around = parent?.node;
  const isNamed = around !== undefined && 'computed' in around && !around.computed;
  if (isNamed && (key === 'property' || key === 'key')) return undefined;
  return key === 'label' ? undefined : node.name;
}

function declarationsAt(visit: Visit): Declaration[] {
  const { node, parent } = visit;
  if (types.isVariableDeclarator(node)) {
    const kind = types.isVariableDeclaration(parent?.node) ? parent.node.kind : 'let';
    const scope = scopeOf(visit, kind === 'var');
    return Object.keys(types.getBindingIdentifiers(node.id)).map((name) => ({
      name,
      scope,
      node,
      isConst: kind === 'const',
    }));
  }
  const own = ownNames(visit);
  return isFunction(node) ? [...own, ...parametersOf(node)] : own;
}

/** Of a function, a class or a `catch`. */
function ownNames(visit: Visit): Declaration[] {
  const { node } = visit;
  if (types.isCatchClause(node) && node.param)
    return Object.keys(types.getBindingIdentifiers(node.param)).map((name) => ({
      name,
      scope: node,
      node,
      isConst: true,
    }));
  const isNamed =
    (types.isFunctionDeclaration(node) || types.isClass(node) || types.isFunctionExpression(node)) && node.id;
  if (!isNamed) return [];
  const isStatement = types.isFunctionDeclaration(node) || types.isClassDeclaration(node);
  const scope = isStatement ? scopeOf(visit, false) : node;
  return [{ name: isNamed.name, scope, node, isConst: true }];
}

function parametersOf(node: types.Function): Declaration[] {
  const names = node.params.flatMap((each) =>
    Object.keys(types.getBindingIdentifiers(types.isTSParameterProperty(each) ? each.parameter : each)),
  );
  return names.map((name) => ({ name, scope: node, node, isConst: true, isParameter: true }));
}

function scopeOf(visit: Visit, isVar: boolean): Node {
  for (const { node } of ancestors(visit)) {
    if (isFunction(node) || types.isProgram(node)) return node;
    if (!isVar && (types.isBlock(node) || types.isLoop(node) || types.isSwitchStatement(node))) return node;
  }
  return visit.node;
}
