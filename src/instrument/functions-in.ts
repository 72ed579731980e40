import type { FunctionUnit, Span } from '../model/source.ts';
import { functionsOf } from './functions.ts';
import { leftAlone } from './left-alone.ts';
import { positionsOf } from './positions.ts';
import {
  end,
  type FunctionNode,
  isFunction,
  isTooDeep,
  SourceSyntaxError,
  start,
  type Visit,
} from './syntax.ts';
import { treeOf } from './tree.ts';

/** The functions of one text, and which of them a place belongs to. */
export interface FunctionsIn {
  /** In source order. */
  units: FunctionUnit[];
  /** The innermost function around a place. */
  around(span: Span): FunctionUnit | undefined;
  /** The function whose whole body this is, or which this is itself. */
  whole(span: Span): { unit: FunctionUnit; what: 'body' | 'function' } | undefined;
}

/**
 * Finds the functions of a JavaScript or TypeScript file, with the ids that an audit gives them.
 * @throws {SourceSyntaxError} if the source does not parse, or is nested too deeply
 */
export function functionsIn(file: string, source: string): FunctionsIn {
  try {
    return find(file, source);
  } catch (error) {
    throw isTooDeep(error) ? new SourceSyntaxError(file, 1, 1, 'the code is nested too deeply') : error;
  }
}

function find(file: string, source: string): FunctionsIn {
  const tree = treeOf(source, file);
  const units = functionsOf(tree, positionsOf(source), leftAlone(tree.visits));
  const unitAround = (visit: Visit | undefined, span: Span): FunctionUnit | undefined => {
    for (let next = visit; next; next = next.parent) {
      const unit = units.get(next.node);
      if (unit && start(next.node) <= span.start && span.end <= end(next.node)) return unit;
    }
    return undefined;
  };
  const wholes = new Map([...units].flatMap(([node, unit]) => wholesOf(node as FunctionNode, unit)));
  return {
    units: [...units.values()],
    around: (span) => unitAround(tree.around(span), span),
    whole: (span) => wholes.get(`${span.start}-${span.end}`),
  };
}

type Whole = [place: string, { unit: FunctionUnit; what: 'body' | 'function' }];

function wholesOf(node: FunctionNode, unit: FunctionUnit): Whole[] {
  if (!isFunction(node)) return [];
  const { body } = node;
  const parenthesis = body.extra?.parenStart;
  const places = [
    [start(body), end(body)],
    // The body of an arrow function, with the parentheses around it.
    ...(typeof parenthesis === 'number' ? [[parenthesis, end(node)]] : []),
  ];
  return [
    [`${start(node)}-${end(node)}`, { unit, what: 'function' }],
    ...places.map(([from, to]): Whole => [`${from}-${to}`, { unit, what: 'body' }]),
  ];
}
