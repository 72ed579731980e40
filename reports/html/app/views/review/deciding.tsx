import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type DecisionKind, decisionKinds } from '../../../../../src/model/decision.ts';
import { visible } from '../../../../text.ts';
import { count, decisionWords } from '../../../../wording.ts';
import { decisionOf, name } from '../../decisions.ts';
import type { Candidate } from '../../model/review.ts';
import { BreakName } from '../../ui/badges.tsx';
import { BreakDetails, Noticed } from '../../ui/break-details.tsx';
import { Link, Place } from '../../ui/link.tsx';

interface DecidingProps {
  candidate: Candidate;
  draft: DecisionKind | undefined;
  onDraft: (kind: DecisionKind | undefined) => void;
  /** Other breaks of its function that nobody has decided on. */
  alike: Candidate[];
  onDecide: (kind: DecisionKind, reason: string, alsoAlike: boolean) => void;
}

const keys: Record<DecisionKind, string> = { equivalent: 'e', 'not-worth-a-test': 'w', 'needs-a-test': 'n' };

export function Deciding({ candidate: { mutant, unit }, draft, onDraft, alike, onDecide }: DecidingProps) {
  const decision = decisionOf(mutant.id);
  return (
    <section class="deciding" aria-label="The break to decide on">
      <h2>
        <BreakName mutant={mutant} />
      </h2>
      <p class="page-sub">
        <Link to="function" id={unit.id} query={{ break: mutant.id }}>
          <bdi class="code-name">{visible(unit.name)}</bdi>
        </Link>
        <Place file={mutant.file} line={mutant.location.start.line} />
        <Noticed mutant={mutant} />
      </p>
      {decision !== undefined && (
        <p class="decision">
          <strong>{decisionWords[decision.kind]}</strong>: {visible(decision.reason)}{' '}
          <span class="muted">
            {visible(decision.by)}, {decision.at.slice(0, 10)}
          </span>
        </p>
      )}
      <div class="choices">
        {decisionKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            class="button"
            aria-expanded={draft === kind ? 'true' : 'false'}
            onClick={() => onDraft(draft === kind ? undefined : kind)}
          >
            {decisionWords[kind]} <kbd>{keys[kind]}</kbd>
          </button>
        ))}
      </div>
      {draft !== undefined && (
        <ReasonForm
          key={draft}
          kind={draft}
          before={decision?.reason}
          onCancel={() => onDraft(undefined)}
          others={
            alike.length === 0
              ? undefined
              : `the ${count(alike.length, 'other undecided break')} of ${visible(unit.name)}`
          }
          onDecide={(reason, alsoAlike) => onDecide(draft, reason, alsoAlike)}
        />
      )}
      <BreakDetails mutant={mutant} />
    </section>
  );
}

interface FormProps {
  kind: DecisionKind;
  before: string | undefined;
  onCancel: () => void;
  /** What else can be decided with it, in words. */
  others: string | undefined;
  onDecide: (reason: string, alsoAlike: boolean) => void;
}

const questions: Record<DecisionKind, string> = {
  equivalent: 'Why does it change nothing that counts?',
  'not-worth-a-test': 'Why is it not worth a test?',
  'needs-a-test': 'What should a test say?',
};

/** A decision needs its reason and a name, for whoever reads it in a year. */
function ReasonForm({ kind, before = '', onCancel, others, onDecide }: FormProps) {
  const [reason, setReason] = useState(before);
  const [alsoAlike, setAlsoAlike] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // Before the next key, which is the beginning of the reason.
  useLayoutEffect(() => field.current?.focus(), []);
  const isReady = reason.trim() !== '' && name.value.trim() !== '';
  const submit = (event: Event) => {
    event.preventDefault();
    if (isReady) onDecide(reason.trim(), alsoAlike);
  };
  return (
    <form class="reason" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <label>
        <span>{questions[kind]}</span>
        <input
          ref={field}
          value={reason}
          required
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <label>
        <span>Your name</span>
        <input
          value={name.value}
          required
          autocomplete="name"
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
      </label>
      {others !== undefined && (
        <label class="reason-also">
          <input
            type="checkbox"
            checked={alsoAlike}
            onChange={(event) => setAlsoAlike(event.currentTarget.checked)}
          />
          <span>And {others}</span>
        </label>
      )}
      <p class="reason-actions">
        <button type="submit" class="button primary">
          Save as {decisionWords[kind]}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
        <span class="muted">Enter saves, Esc cancels</span>
      </p>
    </form>
  );
}
