import type { AuditedMutant } from '../../../../src/model/audit.ts';
import { oneLine } from '../../../text.ts';
import { count, noticing, number } from '../../../wording.ts';
import { useReport } from '../state.ts';
import { StatusBadge } from './badges.tsx';
import { Command } from './command.tsx';
import { Diff } from './diff.tsx';
import { TestList } from './test-list.tsx';

/** One break in full: the change, who notices, and the commands that show and repeat it. */
export function BreakDetails({ mutant }: { mutant: AuditedMutant }) {
  const { data } = useReport();
  return (
    <div class="break-details">
      <Diff mutant={mutant} source={data.sources[mutant.file]} />
      <Notes mutant={mutant} />
      <Who mutant={mutant} />
      <div class="commands">
        <Command>{`realcov show ${mutant.id}`}</Command>
        <Command>{`realcov reproduce ${mutant.id}`}</Command>
      </div>
    </div>
  );
}

/** The number of tests that notice, out of those that reach it where none does. */
function noticed(mutant: AuditedMutant, isTest: (id: string) => boolean): string {
  if (mutant.status !== 'survived') return noticing(mutant, isTest);
  const reached = mutant.coveredBy.length;
  return `0 of ${count(reached, 'test')} ${reached === 1 ? 'notices' : 'notice'}`;
}

export function Noticed({ mutant }: { mutant: AuditedMutant }) {
  const { isTest } = useReport();
  return <StatusBadge mutant={mutant} text={noticed(mutant, isTest)} />;
}

const levelNotes: Partial<Record<AuditedMutant['level'], string>> = {
  probe: 'A probe: it never counts in a score.',
  neutral: 'It keeps what the code does: no test should notice.',
};

function Notes({ mutant: { reason, status, wallClock, level } }: { mutant: AuditedMutant }) {
  const notes = [
    levelNotes[level],
    // The line above it says the reason of these.
    ['unproven', 'invalid', 'ignored'].includes(status) ? undefined : reason,
    wallClock ? 'This verdict may change with the wall clock.' : undefined,
  ].filter((note) => note !== undefined);
  return notes.map((note) => (
    <p key={note} class="muted">
      {oneLine(note)}
    </p>
  ));
}

function Who({ mutant: { killedBy, killersComplete, coveredBy, status } }: { mutant: AuditedMutant }) {
  if (killedBy.length > 0) {
    const others = killersComplete ? '' : ' or more (not every test that reaches it was run against it)';
    return (
      <>
        <p class="list-head">
          Noticed by {number(killedBy.length)}
          {others}
        </p>
        <TestList ids={killedBy} label="Noticed by" />
      </>
    );
  }
  if (coveredBy.length === 0) return null;
  const none = status !== 'survived' ? '' : coveredBy.length === 1 ? ', which does not fail' : ', none fails';
  return (
    <>
      <p class="list-head">
        Reached by {count(coveredBy.length, 'test')}
        {none}
      </p>
      <TestList ids={coveredBy} label="Reached by" />
    </>
  );
}
