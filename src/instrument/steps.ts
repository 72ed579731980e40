import { step } from './globals.ts';
import { around, type Insert, insertText } from './inserts.ts';
import { type LeftAlone, leftAloneAt } from './left-alone.ts';
import { attempt, faultsOf } from './snippet.ts';
import { bodyEntry, children, end, isFunction, start, types, type Visit, visit } from './syntax.ts';
import { depthOf } from './tree.ts';

/** Where a file spends steps: at every loop turn and every function start. */
export interface Steps {
  /** Offsets of function bodies, directly after `{` and the directives. */
  entries: number[];
  /** All others. */
  inserts: Insert[];
}

export function stepsOf(visits: readonly Visit[], ranges: readonly LeftAlone[]): Steps {
  const steps: Steps = { entries: [], inserts: [] };
  for (const visit of visits) {
    const { node } = visit;
    if (!types.isLoop(node) && !isFunction(node)) continue;
    if (leftAloneAt(ranges, { start: start(node), end: end(node) })) continue;
    if (types.isLoop(node)) steps.inserts.push(loopStep(visit, node));
    else if (types.isBlockStatement(node.body)) steps.entries.push(bodyEntry(node) as number);
    else if (mayCall(visit)) steps.inserts.push(arrowStep(visit, node.body));
  }
  return steps;
}

/** Outside of any switch around the body. */
function loopStep(visit: Visit, { body }: types.Loop): Insert {
  return around(body, depthOf(visit) + 0.5, `{${step.statement}`, '}');
}

function arrowStep(visit: Visit, body: types.Node): Insert {
  return around(body, depthOf(visit) + 0.5, `(${step.expression}`, ')');
}

/** The code of a mutant, which may loop forever, with the steps of its loops. */
export function withLoopSteps(code: string, fileName: string): string {
  if (!/\b(for|while|do)\b/.test(code)) return code;
  const asExpression = attempt(`(${code}\n)`, fileName);
  const [before, after] = asExpression && faultsOf(asExpression).length === 0 ? ['(', '\n)'] : ['', ''];
  const source = before + code + after;
  const file = attempt(source, fileName);
  if (!file) return code;
  const inserts = [...visit(file, source)].flatMap((loop) =>
    types.isLoop(loop.node) ? [loopStep(loop, loop.node)] : [],
  );
  const spending = insertText(source, inserts);
  return spending.slice(before.length, spending.length - after.length);
}

/** An arrow function without a call cannot recurse endlessly. */
function mayCall(visit: Visit): boolean {
  return children(visit).some(
    (child) =>
      callTypes.has(child.node.type) || (!isFunction(child.node) && child.key !== 'params' && mayCall(child)),
  );
}

const callTypes = new Set<types.Node['type']>([
  'AwaitExpression',
  'CallExpression',
  'NewExpression',
  'OptionalCallExpression',
  'TaggedTemplateExpression',
  'YieldExpression',
]);
