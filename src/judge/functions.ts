import { type AuditedFunction, type AuditedMutant, type FunctionVerdict, isNoticed } from '../model/audit.ts';
import { isBreak } from '../model/mutant.ts';
import type { FunctionUnit } from '../model/source.ts';
import { isCovered, isValid } from './coverage.ts';

/** Functions with their verdicts, in the order given. Functions without any mutant are left out. */
export function judgeFunctions(units: FunctionUnit[], mutants: AuditedMutant[]): AuditedFunction[] {
  const byFunction = Map.groupBy(mutants, (mutant) => mutant.function);
  return units.flatMap((unit) => {
    const own = byFunction.get(unit.id) ?? [];
    const verdict = functionVerdict(own);
    if (!verdict) return [];
    const { id, file, name, location } = unit;
    return [{ id, file, name, line: location.start.line, verdict, mutants: own.map((mutant) => mutant.id) }];
  });
}

/** `undefined` if nothing of the function can be judged; nothing is left to say where all that no test notices is accepted. */
export function functionVerdict(mutants: AuditedMutant[]): FunctionVerdict | undefined {
  const valid = mutants.filter((mutant) => isValid(mutant));
  if (valid.length === 0) return mutants.some(({ status }) => status === 'accepted') ? 'tested' : undefined;
  // What was not run in time is reached, and may be noticed or not.
  const notRun = mutants.filter((mutant) => mutant.status === 'out-of-budget' && isBreak(mutant));
  if (notRun.length > 0 && (valid.every(isNoticed) || !valid.some(isCovered))) return undefined;
  if (!valid.some(isCovered)) return 'untested';
  if (valid.every(isNoticed)) return 'tested';
  const whole = [...valid, ...notRun].filter(({ body }) => body !== undefined);
  const noneNoticed = whole.length > 0 && whole.every(({ status }) => status === 'survived');
  return noneNoticed ? 'pseudo-tested' : 'weak';
}
