/** What comes before and after something in its list. */
import { type AuditedMutant, isUnnoticed } from '../../../../src/model/audit.ts';
import { isBreak } from '../../../../src/model/mutant.ts';

export interface Neighbours<Item> {
  previous: Item | undefined;
  next: Item | undefined;
  /** From 1; 0 where it is none of those that are gone through. */
  position: number;
  total: number;
}

/** Among those of a list that are gone through, of which it need not be one. */
export function neighbours<Item>(
  list: readonly Item[],
  item: Item,
  isOneOf: (item: Item) => boolean = () => true,
): Neighbours<Item> {
  const at = list.indexOf(item);
  const before = list.slice(0, Math.max(0, at)).filter(isOneOf);
  const after = list.slice(at + 1).filter(isOneOf);
  const isOne = at >= 0 && isOneOf(item);
  return {
    previous: before.at(-1),
    next: after[0],
    position: isOne ? before.length + 1 : 0,
    total: before.length + Number(isOne) + after.length,
  };
}

/** Whether a break stands in its source without being asked for: it is unnoticed, or nobody knows. */
export function isUrgent(mutant: AuditedMutant): boolean {
  return isBreak(mutant) && (isUnnoticed(mutant) || mutant.status === 'unproven');
}
