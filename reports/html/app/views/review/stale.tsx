import { staleDecisions } from '../../../../../src/judge/decisions.ts';
import type { StaleDecision } from '../../../../../src/model/decision.ts';
import { visible } from '../../../../text.ts';
import { decisionWords } from '../../../../wording.ts';
import { useBaseReport } from '../../state.ts';
import { decisions } from '../../store.ts';
import { BreakName } from '../../ui/badges.tsx';
import { Command } from '../../ui/command.tsx';

const reasons: Record<StaleDecision['why'], string> = {
  gone: 'the break is gone',
  changed: 'the code is another now',
  noticed: 'a test notices it now',
};

/** Decisions that no longer fit. */
export function Stale() {
  const { audit, data } = useBaseReport();
  const stale = staleDecisions(audit, decisions.value, data.holdsEveryBreak);
  if (stale.length === 0) return null;
  return (
    <section class="card" aria-labelledby="stale">
      <h2 id="stale">Decisions that no longer fit</h2>
      <ul class="change-list">
        {stale.slice(0, 50).map(({ decision, why }) => (
          <li key={decision.mutant}>
            <BreakName mutant={decision} /> <span class="place">{visible(decision.file)}</span>
            <p class="muted">
              {decisionWords[decision.kind]}, {visible(decision.reason)} ({visible(decision.by)}):{' '}
              {reasons[why]}
            </p>
            <Command>{`realcov accept ${decision.mutant} --remove`}</Command>
          </li>
        ))}
      </ul>
    </section>
  );
}
