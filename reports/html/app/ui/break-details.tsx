import { isDecidable } from '../../../../src/judge/decisions.ts';
import type { AuditedMutant } from '../../../../src/model/audit.ts';
import { own } from '../../../../src/model/by-name.ts';
import { worseSentence } from '../../../change/words.ts';
import { errorText, oneLine, visible } from '../../../text.ts';
import { count, decisionWords, noticing, notRunText, number } from '../../../wording.ts';
import { decisionOf } from '../decisions.ts';
import { route, useBaseReport, useWorse } from '../state.ts';
import { StatusBadge } from './badges.tsx';
import { Command } from './command.tsx';
import { Diff } from './diff.tsx';
import { Link } from './link.tsx';
import { TestList } from './test-list.tsx';

/** One break in full: the change, who notices, and the commands that show and repeat it. */
export function BreakDetails({ mutant }: { mutant: AuditedMutant }) {
  const { data } = useBaseReport();
  const { imported } = data.audit;
  return (
    <div class="break-details">
      <Diff mutant={mutant} source={own(data.sources, mutant.file)} />
      <Notes mutant={mutant} />
      <Who mutant={mutant} />
      <Decided mutant={mutant} />
      <div class="commands">
        <Command>{`realcov show ${mutant.id}`}</Command>
        {!imported && <Command>{`realcov reproduce ${mutant.id}`}</Command>}
      </div>
    </div>
  );
}

/** The number of tests that notice, out of those that reach it where none does. */
function noticed(mutant: AuditedMutant, isTest: (id: string) => boolean): string {
  const reached = mutant.coveredBy.length;
  if (mutant.status !== 'survived' || reached === 0) return noticing(mutant, isTest);
  return `0 of ${count(reached, 'test')} ${reached === 1 ? 'notices' : 'notice'}`;
}

export function Noticed({ mutant }: { mutant: AuditedMutant }) {
  const { isTest } = useBaseReport();
  return <StatusBadge mutant={mutant} text={noticed(mutant, isTest)} />;
}

/** What was decided of it, or the way to decide. */
function Decided({ mutant }: { mutant: AuditedMutant }) {
  const decision = decisionOf(mutant.id);
  // The review says so above.
  if (!isDecidable(mutant) || route.value.view === 'review') return null;
  return (
    <p class={decision === undefined ? 'to-decide' : 'decision'}>
      {decision !== undefined && (
        <>
          <strong>{decisionWords[decision.kind]}</strong>: {visible(decision.reason)}{' '}
          <span class="muted">{visible(decision.by)}</span>{' '}
        </>
      )}
      <Link to="review" query={{ show: 'all', at: mutant.id }}>
        {decision === undefined ? 'Decide in the review' : 'Change in the review'}
      </Link>
    </p>
  );
}

const levelNotes: Partial<Record<AuditedMutant['level'], string>> = {
  probe: 'A probe: it never counts in a score.',
  neutral: 'It keeps what the code does: no test should notice.',
};

function Notes({ mutant: { id, reason, status, wallClock, notRun, level } }: { mutant: AuditedMutant }) {
  const worse = useWorse(id);
  const notes = [
    worse && worseSentence(worse),
    levelNotes[level],
    // The line above it says the reason of these.
    ['unproven', 'invalid', 'ignored'].includes(status) ? undefined : reason,
    wallClock ? 'This verdict may change with the wall clock.' : undefined,
    notRun === undefined ? undefined : `${notRunText(notRun)}.`,
  ].filter((note) => note !== undefined);
  return notes.map((note) => (
    <p key={note} class="muted">
      {oneLine(note)}
    </p>
  ));
}

function Who({ mutant }: { mutant: AuditedMutant }) {
  const { killedBy, killersComplete, coveredBy, status, failure } = mutant;
  if (killedBy.length > 0) {
    const others = killersComplete ? '' : ' or more (not every test that reaches it was run against it)';
    return (
      <>
        <p class="list-head">
          Noticed by {number(killedBy.length)}
          {others}
        </p>
        <TestList ids={killedBy} label="Noticed by" />
        {failure !== undefined && (
          <p class="fails">
            {killedBy.length === 1 ? 'It fails' : 'The first fails'}: <code>{errorText(failure)}</code>
          </p>
        )}
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
