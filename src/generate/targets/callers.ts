import { nameOf } from '../../instrument/names.ts';
import { ancestors, isFunction, parse, types, type Visit, visit } from '../../instrument/syntax.ts';

/**
 * Which functions of a file may call which: a function calls another if it contains its name. A local name that means
 * something else counts as well. Pure.
 */
export function callersIn(source: string, file: string): Map<string, Set<string>> {
  const visits = [...visit(parse(source, file), source)];
  const known = new Set(visits.filter(({ node }) => isFunction(node)).map((each) => topOf(nameOf(each))));
  const callers = new Map<string, Set<string>>();
  for (const each of visits) {
    const caller = functionAround(each);
    if (caller === undefined) continue;
    for (const name of mentionedBy(each, caller)) {
      if (name === caller || !known.has(name)) continue;
      callers.set(name, (callers.get(name) ?? new Set()).add(caller));
    }
  }
  return callers;
}

/**
 * The nearest callers of a function among the wanted ones, also indirect ones. The search ends at a wanted caller.
 * Pure.
 */
export function nearestCallers(
  name: string,
  callers: ReadonlyMap<string, ReadonlySet<string>>,
  isWanted: (name: string) => boolean,
  most: number,
): string[] {
  const seen = new Set([name]);
  const found: string[] = [];
  // Entries that are added during the loop are visited too.
  for (const each of seen) {
    for (const caller of callers.get(each) ?? []) {
      if (seen.has(caller)) continue;
      if (isWanted(caller)) found.push(caller);
      else seen.add(caller);
    }
  }
  return [...new Set(found)].slice(0, most);
}

/** The name of the outermost function around a node; inner functions share it. */
function functionAround(each: Visit): string | undefined {
  const outer = [...ancestors(each)].findLast(({ node }) => isFunction(node));
  return outer && topOf(nameOf(outer));
}

function topOf(name: string): string {
  return name.split(' > ')[0]!;
}

function mentionedBy({ node, parent, key }: Visit, caller: string): string[] {
  if (types.isNewExpression(node) && types.isIdentifier(node.callee))
    return [`${node.callee.name}.constructor`];
  if (types.isMemberExpression(node) || types.isOptionalMemberExpression(node)) {
    const { object, property } = node;
    const owner = caller.split('.')[0]!;
    if (types.isPrivateName(property)) return [`${owner}.#${property.id.name}`];
    if (node.computed || !types.isIdentifier(property)) return [];
    if (types.isThisExpression(object)) return [`${owner}.${property.name}`];
    return types.isIdentifier(object) ? [`${object.name}.${property.name}`] : [];
  }
  if (!types.isIdentifier(node)) return [];
  const isName = key === 'property' || key === 'key';
  const isKey = isName && parent && 'computed' in parent.node && !parent.node.computed;
  return isKey ? [] : [node.name];
}
