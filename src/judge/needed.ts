import type { AuditedMutant, AuditedTest, NeededTests } from '../model/audit.ts';
import { isBreak } from '../model/mutant.ts';

/**
 * Which tests notice everything that all notice together: greedily, the test that adds most first, the earlier one of
 * two that add as much. It is no proof that fewer would not do (the smallest cover is hard to find). Pure.
 * @returns undefined unless every killer of every break is known
 */
export function neededTests(tests: AuditedTest[], mutants: AuditedMutant[]): NeededTests | undefined {
  const breaks = mutants.filter((mutant) => isBreak(mutant) && mutant.killedBy.length > 0);
  if (
    breaks.length === 0 ||
    breaks.some(({ status, killersComplete }) => status === 'killed' && !killersComplete)
  )
    return undefined;
  const order = new Map(tests.map(({ id }, index) => [id, index]));
  const kills = new Map<string, Set<string>>();
  for (const { id, killedBy } of breaks) {
    for (const test of killedBy) if (order.has(test)) kills.set(test, (kills.get(test) ?? new Set()).add(id));
  }
  const alike = Map.groupBy(kills.keys(), (test) => [...kills.get(test)!].sort().join(' '));
  const needed = greedyCover(kills, order);
  return {
    needed: needed.length,
    spare: tests.filter(({ id }) => kills.has(id) && !needed.includes(id)).map(({ id }) => id),
    alike: [...alike.values()].filter((group) => group.length > 1),
  };
}

function greedyCover(
  kills: ReadonlyMap<string, ReadonlySet<string>>,
  order: ReadonlyMap<string, number>,
): string[] {
  const open = new Set([...kills.values()].flatMap((set) => [...set]));
  const left = new Map([...kills].sort(([a], [b]) => order.get(a)! - order.get(b)!));
  const chosen: string[] = [];
  while (open.size > 0) {
    let best: { test: string; adds: number } | undefined;
    for (const [test, noticed] of left) {
      const adds = [...noticed].filter((id) => open.has(id)).length;
      if (adds > (best?.adds ?? 0)) best = { test, adds };
    }
    if (!best) break;
    for (const id of left.get(best.test)!) open.delete(id);
    left.delete(best.test);
    chosen.push(best.test);
  }
  return chosen;
}
