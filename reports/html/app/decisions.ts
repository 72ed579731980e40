/** What was decided of breaks: in the project's file, and in this browser. */
import { computed } from '@preact/signals';
import { isUnnoticed } from '../../../src/model/audit.ts';
import { type Decision, isAccepted } from '../../../src/model/decision.ts';
import { useReport } from './state.ts';

const decided = computed(() => new Map(useReport().data.decisions.map((each) => [each.mutant, each])));

export function decisionOf(mutantId: string): Decision | undefined {
  return decided.value.get(mutantId);
}

/** How many breaks that no test notices are accepted. */
const accepted = computed(() => {
  const { mutants } = useReport();
  return [...decided.value.values()].filter((decision) => {
    const mutant = mutants.get(decision.mutant);
    return isAccepted(decision) && mutant !== undefined && isUnnoticed(mutant);
  }).length;
});

export const acceptedCount = () => accepted.value;
