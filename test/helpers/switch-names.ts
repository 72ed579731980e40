import { stepNames, switchNames } from '../../src/model/instrumented.ts';

/** The variables that the instrumented text of a file expects, in the order of their docs. */
export function switchesOf(key: string): string[] {
  const { active, hits } = switchNames(key);
  const { budget, refill } = stepNames();
  return [active, hits, budget, refill];
}
