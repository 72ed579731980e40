import { exportsOf } from '../../instrument/exports.ts';
import { spanAt } from '../../model/apply.ts';
import { type Audit, type AuditedMutant, isUnnoticed } from '../../model/audit.ts';
import { isBreak } from '../../model/mutant.ts';
import type { FunctionUnit } from '../../model/source.ts';
import type { Access } from '../embedded/spec.ts';
import { callersIn, nearestCallers } from './callers.ts';
import { type Reach, reachIn } from './reach.ts';

/** A function that tests can call, with surviving breaks. */
export interface Target {
  fn: FunctionUnit;
  /** The name of the export, for the function or the object that it belongs to. */
  exported: string;
  access: Access;
  /** Its surviving breaks, also those of functions inside of it. */
  breaks: AuditedMutant[];
  /** Surviving breaks of functions that tests reach only through it. */
  behind: AuditedMutant[];
}

export function breaksOf({ breaks, behind }: Target): AuditedMutant[] {
  return [...breaks, ...behind];
}

/** A function with surviving breaks that no test can call directly. */
export interface OutOfReach {
  fn: FunctionUnit;
  breaks: AuditedMutant[];
  reason: string;
  /** The functions through which tests reach it. */
  through: Target[];
}

export interface Targets {
  targets: Target[];
  outOfReach: OutOfReach[];
  /** All functions that tests can call, with surviving breaks or without. */
  reachable: Target[];
}

/** How many callers are tried for a function that only they reach. */
const maxCallers = 4;

/**
 * The functions of a file with surviving breaks. Pure.
 * @param functions all functions of the file
 * @param wanted functions that are targets even without surviving breaks
 */
export function targetsIn(
  audit: Audit,
  file: string,
  source: string,
  functions: readonly FunctionUnit[],
  wanted: readonly FunctionUnit[] = [],
): Targets {
  const reachOf = reachBy(source, file);
  const open = audit.mutants.filter(
    (mutant) => mutant.file === file && isBreak(mutant) && isUnnoticed(mutant),
  );
  const names = new Map(functions.map(({ id, name }) => [id, name]));
  const targets: Target[] = [];
  const hidden: Omit<OutOfReach, 'through'>[] = [];
  for (const fn of functions.filter(({ name }) => !name.includes(' > '))) {
    const isInside = ({ function: id }: AuditedMutant) =>
      id === fn.id || names.get(id ?? '')?.startsWith(`${fn.name} > `) === true;
    const breaks = open.filter(isInside);
    const reach = reachOf(fn);
    if ('exported' in reach) targets.push({ fn, ...reach, breaks, behind: [] });
    else if (breaks.length > 0) hidden.push({ fn, breaks, ...reach });
  }
  const callers = hidden.length > 0 ? callersIn(source, file) : new Map<string, Set<string>>();
  const outOfReach = hidden.map((each): OutOfReach => {
    const isReachable = (name: string) => targets.some(({ fn }) => fn.name === name);
    const nearest = nearestCallers(each.fn.name, callers, isReachable, maxCallers);
    const through = targets.filter(({ fn }) => nearest.includes(fn.name));
    for (const target of through) target.behind.push(...each.breaks);
    return { ...each, through };
  });
  const ids = new Set(wanted.map(({ id }) => id));
  return {
    targets: targets.filter((target) => breaksOf(target).length > 0 || ids.has(target.fn.id)),
    outOfReach,
    reachable: targets,
  };
}

function reachBy(source: string, file: string): (fn: FunctionUnit) => Reach {
  const reach = reachIn(source, file);
  const exported = exportsOf(source, file);
  return ({ name, location }) => {
    const known = reach.get(spanAt(source, location).start);
    if (known) return known;
    // A function inside the value of a variable may be that value.
    const own = exported.get(name);
    return own === undefined
      ? { reason: 'it is not exported' }
      : { exported: own, access: { kind: 'function' } };
  };
}
