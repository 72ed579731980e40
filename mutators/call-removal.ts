import { type Mutator, type Node, types } from '../src/instrument/syntax.ts';
import { isSuperCall, isWholeBody } from './support/region.ts';
import { dottedName, spanOf } from './support/text.ts';

/**
 * Calls that no test is expected to notice, by the dotted name they are called by, `this` left out;
 * `*` stands for any characters.
 */
export const aridCalls: readonly string[] = [
  'console.*',
  '*.console.*',
  'debug',
  '*.debug',
  'debug.*',
  'log',
  'log.*',
  '*.log.*',
  'logger',
  'logger.*',
  '*.logger.*',
  'performance.mark',
  'performance.measure',
];

/** Drops calls made for their effect, all but those whose name matches one of the patterns. */
export function callRemovalExcept(arid: readonly string[]): Mutator {
  const isArid = matcher(arid);
  return {
    name: 'CallRemoval',
    level: 'statement',
    *mutate(visit) {
      if (!types.isExpressionStatement(visit.node) || isWholeBody(visit)) return;
      const call = callOf(visit.node.expression);
      if (!call || isSuperCall(call) || isArid(dottedName(call.callee) ?? '')) return;
      yield { ...spanOf(visit.node), replacement: ';', placement: { kind: 'statement', code: '' } };
    },
  };
}

/** Drops a call made for its effect. */
export const callRemoval = callRemovalExcept(aridCalls);

type Call = types.CallExpression | types.OptionalCallExpression | types.NewExpression;

function callOf(expression: Node): Call | undefined {
  if (types.isAwaitExpression(expression)) return callOf(expression.argument);
  if (types.isUnaryExpression(expression, { operator: 'void' })) return callOf(expression.argument);
  if (types.isTSNonNullExpression(expression)) return callOf(expression.expression);
  const isCall = types.isCallExpression(expression) || types.isOptionalCallExpression(expression);
  return isCall || types.isNewExpression(expression) ? expression : undefined;
}

function matcher(patterns: readonly string[]): (name: string) => boolean {
  const sources = patterns.map((pattern) => pattern.replace(/[.$]/g, '\\$&').replaceAll('*', '.*'));
  const expression = new RegExp(`^(?:${sources.join('|')})$`);
  return (name) => patterns.length > 0 && expression.test(name);
}
