/** Code that seldom deserves a test of its own: which kinds there are, and whether a break lies in one. */
import { parse, types, type Visit } from '../../instrument/syntax.ts';
import { isCurrent, spanAt } from '../../model/apply.ts';
import type { AuditedMutant } from '../../model/audit.ts';
import { caches, listKeys } from './caches.ts';
import { capacities, radix, timeouts } from './constants.ts';
import { descriptions } from './descriptions.ts';
import { development, invariants } from './invariants.ts';
import { logging, metrics } from './logging.ts';
import { looks } from './looks.ts';
import { errorMessages } from './messages.ts';
import { names, printing } from './names.ts';
import { type AridRule, innermost } from './rule.ts';
import { bounds, extremes, falsyValues, states } from './sameness.ts';

/** The first that fits gives the reason. */
export const aridRules: readonly AridRule[] = [
  logging,
  metrics,
  invariants,
  errorMessages,
  names,
  printing,
  timeouts,
  capacities,
  caches,
  listKeys,
  development,
  descriptions,
  looks,
  radix,
  falsyValues,
  extremes,
  bounds,
  states,
];

/**
 * Tells of a break of a file why its code seldom deserves a test; undefined if it does, as far as that is known. A file that
 * does not parse, or is another one now, says nothing.
 */
export function aridIn(source: string, file: string): (mutant: AuditedMutant) => string | undefined {
  const program = programOf(source, file);
  return (mutant) => {
    if (!program || !isCurrent(source, mutant)) return undefined;
    const visit = innermost(program, spanAt(source, mutant.location));
    return aridRules.find((rule) => rule.applies({ mutant, visit }))?.reason;
  };
}

function programOf(source: string, file: string): Visit | undefined {
  try {
    const { program } = parse(source, file);
    return types.isProgram(program)
      ? { node: program, parent: undefined, key: 'program', index: undefined, source }
      : undefined;
  } catch {
    return undefined;
  }
}
