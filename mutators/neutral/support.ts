import {
  ancestors,
  children,
  isFunction,
  type Node,
  text,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import { descendants } from '../support/walk.ts';

/** The child in a field that holds one node. */
export function child(visit: Visit, key: string): Visit | undefined {
  return children(visit).find((each) => each.key === key);
}

/** The children in a field that holds a list. */
export function childrenIn(visit: Visit, key: string): Visit[] {
  return children(visit).filter((each) => each.key === key);
}

/** All names that are declared in a node, at whatever depth; a name that is declared twice is there twice. */
export function declaredNames(visit: Visit): string[] {
  return [visit, ...descendants(visit)].flatMap(({ node }) => {
    if (types.isVariableDeclarator(node)) return namesIn(node.id);
    if (isFunction(node)) return [...node.params.flatMap(namesIn), ...ownName(node)];
    if (types.isClass(node)) return ownName(node);
    return types.isCatchClause(node) && node.param ? namesIn(node.param) : [];
  });
}

function ownName(node: Node): string[] {
  return 'id' in node && types.isIdentifier(node.id) ? [node.id.name] : [];
}

function namesIn(pattern: Node): string[] {
  if (types.isTSParameterProperty(pattern)) return namesIn(pattern.parameter);
  return Object.keys(types.getBindingIdentifiers(pattern));
}

/** All identifiers of a node, whatever they stand for. */
export function identifiersIn(visit: Visit): Set<string> {
  return new Set(
    [visit, ...descendants(visit)].flatMap(({ node }) =>
      types.isIdentifier(node) || types.isJSXIdentifier(node) ? [node.name] : [],
    ),
  );
}

/** Whether control never comes to the end of the statement. */
export function leaves(statement: Node): boolean {
  if (types.isBlockStatement(statement)) {
    const last = statement.body.at(-1);
    return last !== undefined && leaves(last);
  }
  return types.isReturnStatement(statement) || types.isThrowStatement(statement);
}

export function programOf(visit: Visit): Visit {
  return [...ancestors(visit)].at(-1) ?? visit;
}

/** How often a name stands in the file, in comments and strings too. */
export function mentions(name: string, source: string): number {
  return [
    ...source.matchAll(
      new RegExp(`(?<![\\p{ID_Continue}$])${name.replaceAll('$', '\\$')}(?![\\p{ID_Continue}$])`, 'gu'),
    ),
  ].length;
}

/** Whether evaluating it does nothing else, and gives the same before or after anything of the same kind. */
export function isPure(node: Node): boolean {
  if (types.isTemplateLiteral(node)) return node.expressions.length === 0;
  if (types.isLiteral(node) || isFunction(node)) return true;
  if (types.isArrayExpression(node)) return node.elements.every((each) => each === null || isPure(each));
  if (types.isObjectExpression(node)) return node.properties.every(isPureProperty);
  if (types.isUnaryExpression(node))
    return ['!', 'typeof', 'void'].includes(node.operator) && isPure(node.argument);
  if (types.isLogicalExpression(node)) return isPure(node.left) && isPure(node.right);
  if (types.isBinaryExpression(node))
    return ['===', '!=='].includes(node.operator) && isPure(node.left) && isPure(node.right);
  return types.isIdentifier(node, { name: 'undefined' });
}

function isPureProperty(property: Node): boolean {
  return types.isObjectProperty(property) && !property.computed && isPure(property.value);
}

/** The text of a list of nodes as it stands in the source, types included. */
export function spanText(visit: Visit, nodes: readonly Node[]): string {
  const [first] = nodes;
  const last = nodes.at(-1);
  return first && last ? visit.source.slice(first.start as number, last.end as number) : '';
}

/** The space before the line on which a node begins. */
export function margin({ node, source }: Visit): string {
  const line = source.slice(source.lastIndexOf('\n', (node.start as number) - 1) + 1);
  return /^[ \t]*/.exec(line)![0];
}

/** The text of a statement, closed so that another one may follow. */
export function closed(statement: Visit, written: string = text(statement)): string {
  const needsNone =
    types.isBlock(statement.node) ||
    types.isFunctionDeclaration(statement.node) ||
    types.isClass(statement.node);
  return needsNone || /[;]\s*$/.test(written) || isBlockLike(statement.node) ? written : `${written};`;
}

function isBlockLike(node: Node): boolean {
  return (
    types.isIfStatement(node) ||
    types.isLoop(node) ||
    types.isTryStatement(node) ||
    types.isSwitchStatement(node)
  );
}
