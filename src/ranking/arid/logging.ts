import { types, type Visit } from '../../instrument/syntax.ts';
import {
  type AridRule,
  calledName,
  callOfStatement,
  functionName,
  functionsAround,
  type Place,
  statementsOf,
  withinFunction,
} from './rule.ts';

type CallTest = (node: Visit['node']) => boolean;

/** What is written for whoever operates or develops the program. */
export const logging: AridRule = {
  reason: 'logging',
  applies: (place) => !isLoggerItself(place) && (isAbout(place, isLogCall) || isInLogger(place)),
};

/** What is counted and timed for whoever operates the program. */
export const metrics: AridRule = { reason: 'metrics', applies: (place) => isAbout(place, isMetricCall) };

const loggers = /^(console|logger|consola|winston|pino)$/i;
/** What may be a list of entries as well. */
const logs = /^(log|logging|debug)$/i;
const levels = /^(log|info|warn|error|debug|trace|fatal|verbose|success|notice|silly)$/;
const logFunctions = /^(log(?!In$|Out$)|debug|warn|deprecate|emitWarning)(?=$|[A-Z_])|^(warning|deprecated)$/;

/** `Math.log` counts as little as `login`; `console.log` with a value alone may be what a program is for. */
function isLogCall(node: Visit['node']): boolean {
  const parts = calledName(node).split('.');
  const last = parts.at(-1) ?? '';
  const objects = parts.slice(0, -1);
  if (objects.length === 0) return logFunctions.test(last) || last === 'logger';
  if (objects.at(-1) === 'console' && /^(log|info)$/.test(last)) return saysWords(node);
  if (objects.some((part) => loggers.test(part))) return last !== 'assert';
  if (objects.some((part) => logs.test(part))) return levels.test(last);
  return /^(warn|warnOnce|debug|emitWarning)$/.test(last);
}

/** Whether one of the arguments is a text that is written there. */
function saysWords(node: Visit['node']): boolean {
  if (!types.isCallExpression(node)) return false;
  const isText = (argument: Visit['node']): boolean =>
    types.isStringLiteral(argument) ||
    types.isTemplateLiteral(argument) ||
    (types.isCallExpression(argument) && argument.arguments.some(isText)) ||
    (types.isBinaryExpression(argument, { operator: '+' }) &&
      (isText(argument.left) || isText(argument.right)));
  return node.arguments.some(isText);
}

const measuring =
  /^(metrics?|statsd|telemetry|tracer|analytics|histogram|gauge|sentry|datadog|newrelic|prometheus)$/i;

const counting =
  /^(inc|increment|dec|decrement|observe|record\w*|gauge|timing|histogram|count|track\w*|capture\w*|addBreadcrumb|startTimer|startSpan)$/;

function isMetricCall(node: Visit['node']): boolean {
  const name = calledName(node);
  const parts = name.split('.');
  if (/^performance\.(mark|measure|clearMarks|clearMeasures)$/.test(name)) return true;
  return counting.test(parts.at(-1) ?? '') && parts.slice(0, -1).some((part) => measuring.test(part));
}

/** It is part of such a call, or of a statement that does nothing else: its condition, its block, all of it. */
function isAbout({ mutant, visit }: Place, isArid: CallTest): boolean {
  // Without its `catch` an error goes on to whoever calls.
  if (mutant.mutator === 'CatchRemoval') return false;
  return [...withinFunction(visit)].some(({ node }) => isArid(node) || isOnly(node, isArid));
}

/** Whether a statement does nothing but such calls. */
function isOnly(node: Visit['node'], isArid: CallTest): boolean {
  if (types.isIfStatement(node))
    return hasOnly(node.consequent, isArid) && (!node.alternate || hasOnly(node.alternate, isArid));
  if (types.isBlockStatement(node)) return hasOnly(node, isArid);
  if (types.isExpressionStatement(node) && types.isLogicalExpression(node.expression))
    return isArid(node.expression.right);
  const call = callOfStatement(node);
  return call !== undefined && isArid(call);
}

function hasOnly(node: Visit['node'], isArid: CallTest): boolean {
  const statements = statementsOf(node);
  return statements.length > 0 && statements.every((statement) => isOnly(statement, isArid));
}

/** Where a logger is what the code is for. */
function isLoggerItself({ visit }: Place): boolean {
  return functionsAround(visit).some((fn) => /logger/i.test(functionName(fn) ?? ''));
}

/** A function that is called `warn…` or `deprecate…` does nothing else. */
function isInLogger({ visit }: Place): boolean {
  return functionsAround(visit).some((fn) => {
    const name = functionName(fn) ?? '';
    return /^(warn|deprecate|emitWarning)(?=$|[A-Z_])|^debug(Log|Warn)?$/.test(name);
  });
}
