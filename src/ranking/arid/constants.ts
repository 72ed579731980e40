import { types, type Visit } from '../../instrument/syntax.ts';
import {
  type AridRule,
  calledName,
  isConstant,
  lastPart,
  nameOfValue,
  outwards,
  type Place,
} from './rule.ts';

/** How long something waits: any other number near it does as well. */
export const timeouts: AridRule = {
  reason: 'a time-out',
  applies: (place) => isNumber(place) && (isNamed(place, waits) || isArgument(place.visit, isWait)),
};

const waits =
  /(time_?out|delay|debounce|throttle|back_?off|poll_?interval|interval_?ms|grace_?period)(_?(ms|millis|seconds?))?$/i;

/** `setTimeout(f, 100)`, `AbortSignal.timeout(100)`, `sleep(100)`. */
function isWait(name: string, index: number): boolean {
  if (/^(setTimeout|setInterval)$/.test(name)) return index === 1;
  return index === 0 && /^(sleep|delay|wait|timeout)$/.test(name);
}

/** How much there is room for, where only speed and memory depend on it. */
export const capacities: AridRule = {
  reason: 'a capacity',
  applies: (place) =>
    isRoomOfArray(place) ||
    (isNumber(place) &&
      (isNamed(place, rooms) || isArgument(place.visit, (name) => name === 'setMaxListeners'))),
};

const rooms =
  /(cache|buffer|pool|queue|batch|chunk)_?(size|limit|capacity)$|^(initial_?)?capacity$|^high_?water_?mark$|^max_?(listeners|cache_?entries)$/i;

/** `new Array(length)` that is filled afterwards item by item. */
function isRoomOfArray({ mutant, visit }: Place): boolean {
  if (mutant.mutator !== 'ArrayDeclaration' || calledName(visit.node) !== 'Array') return false;
  const holder = visit.parent?.node;
  return /^(new )?Array\(\)$/.test(mutant.replacement) && isHolder(holder);
}

function isHolder(node: Visit['node'] | undefined): boolean {
  return (
    types.isVariableDeclarator(node) || types.isAssignmentExpression(node) || types.isTSAsExpression(node)
  );
}

function isNumber({ visit }: Place): boolean {
  return isConstant(visit.node) || (types.isAssignmentPattern(visit.node) && isConstant(visit.node.right));
}

function isNamed({ visit }: Place, pattern: RegExp): boolean {
  const name = types.isAssignmentPattern(visit.node)
    ? types.isIdentifier(visit.node.left)
      ? visit.node.left.name
      : undefined
    : nameOfValue(visit);
  // A table of numbers with names in capitals, such as `GATEWAY_TIMEOUT: 504`, says what they mean and not how long.
  const isTable = types.isObjectProperty(visit.parent?.node) && /^[A-Z0-9_]+$/.test(name ?? '');
  return name !== undefined && !isTable && pattern.test(name);
}

function isArgument(visit: Visit, isWanted: (name: string, index: number) => boolean): boolean {
  for (const around of outwards(visit)) {
    if (!isConstant(around.node)) return false;
    const { parent, key, index } = around;
    if (parent && key === 'arguments' && index !== undefined)
      return isWanted(lastPart(calledName(parent.node)) ?? '', index);
  }
  return false;
}

/** `parseInt(text, 0)` is `parseInt(text, 10)` but for texts that begin with `0x`. */
export const radix: AridRule = {
  reason: 'a radix that is the default',
  applies: ({ mutant, visit }) =>
    mutant.original === '10' &&
    mutant.replacement === '0' &&
    visit.key === 'arguments' &&
    visit.index === 1 &&
    lastPart(calledName(visit.parent!.node)) === 'parseInt',
};
