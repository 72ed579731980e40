import { around, type Insert, insert } from './inserts.ts';
import {
  bodyEntry,
  type FunctionNode,
  isDerivedConstructor,
  isFunction,
  parse,
  start,
  types,
  type Visit,
  visit,
} from './syntax.ts';

/** A recording program calls this at the start of each function, if it exists. */
const recorderName = '__rcr';

/**
 * The text of a file in which functions report their arguments: `__rcr(id, args, this, isNew)`. The only addition is a
 * call before the first statement, after defaults and patterns of parameters are evaluated.
 * @param idOf the recorded functions by the offset at which they begin
 */
export function recordingText(
  source: string,
  file: string,
  idOf: (offset: number) => string | undefined,
): { code: string; map: string } {
  const inserts: Insert[] = [];
  for (const each of visit(parse(source, file), source)) {
    const id = isFunction(each.node) ? idOf(start(each.node)) : undefined;
    const told = id === undefined ? undefined : toldBy(each as Visit<FunctionNode>);
    if (id === undefined || told === undefined) continue;
    const call = `globalThis.${recorderName}?.(${JSON.stringify(id)},${told})`;
    const { node } = each as Visit<FunctionNode>;
    const at = bodyEntry(node);
    if (at === undefined) inserts.push(around(node.body, 0, `(${call},`, ')'));
    else inserts.push({ at, text: `;${call};` });
  }
  return insert(source, file, inserts);
}

/** The arguments and `this`, if the function has them. An arrow function only has the names of its parameters. */
function toldBy(each: Visit<FunctionNode>): string | undefined {
  const { node } = each;
  if (isDerivedConstructor(each)) return undefined;
  if (types.isClassMethod(node, { kind: 'constructor' })) return 'arguments,this,true';
  if (!types.isArrowFunctionExpression(node)) return 'arguments,this';
  const names = node.params.map(nameOf);
  if (names.includes(undefined)) return undefined;
  return `[${names.join(',')}],${types.isClassProperty(each.parent?.node) ? 'this' : 'void 0'}`;
}

function nameOf(parameter: types.Node): string | undefined {
  if (types.isIdentifier(parameter)) return parameter.name;
  if (types.isAssignmentPattern(parameter)) return nameOf(parameter.left);
  const rest = types.isRestElement(parameter) ? nameOf(parameter.argument) : undefined;
  return rest === undefined ? undefined : `...${rest}`;
}
