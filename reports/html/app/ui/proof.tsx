import type { AuditedMutant } from '../../../../src/model/audit.ts';
import { breakEvidence, findingNames } from '../../../findings/index.ts';
import { visible } from '../../../text.ts';
import { commandFor } from '../model/evidence.ts';
import { route, useReport } from '../state.ts';
import { Command } from './command.tsx';
import { Link } from './link.tsx';

/** What a break proves about the test from whose page the reader comes. */
export function Proof({ mutant }: { mutant: AuditedMutant }) {
  const { findings } = useReport();
  const finding = findings
    .get(route.value.query.test ?? '')
    ?.find((each) => breakEvidence(each).ids.includes(mutant.id));
  if (finding === undefined) return null;
  return (
    <section class="card proof" aria-label="What it proves">
      <p>
        <Link to="test" id={finding.testId}>
          <bdi>{visible(finding.test)}</bdi>
        </Link>{' '}
        <strong>{breakEvidence(finding).does} with it</strong> ({findingNames[finding.kind]}).
      </p>
      <Command>{commandFor(finding, mutant.id)}</Command>
    </section>
  );
}
