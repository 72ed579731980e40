import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DecisionKind } from '../../../../../src/model/decision.ts';
import { visible } from '../../../../text.ts';
import { count, decisionWords, number } from '../../../../wording.ts';
import { canUndo, decide, decisionOf, trouble, undo } from '../../decisions.ts';
import {
  type Candidate,
  candidates,
  type ReviewFilter,
  reviewFilters,
  selectCandidates,
} from '../../model/review.ts';
import { isServed } from '../../server.ts';
import { changeQuery, route, useBaseReport } from '../../state.ts';
import { isKept, own } from '../../store.ts';
import { Empty, PageHead, Segments } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { Candidates } from './candidates.tsx';
import { Deciding } from './deciding.tsx';
import { Export } from './export.tsx';
import { Stale } from './stale.tsx';

const all = computed(() => candidates(useBaseReport().units()));

/** The kind whose reason is being written. */
const draft = signal<DecisionKind>();

/** What was done last. */
const said = signal('');

const actions: Record<string, DecisionKind> = { e: 'equivalent', w: 'not-worth-a-test', n: 'needs-a-test' };

/** Leads go through what no test notices, and decide what becomes of it. */
export function ReviewView() {
  const { query } = route.value;
  const asked = query.show ?? '';
  const filter = Object.hasOwn(reviewFilters, asked) ? (asked as ReviewFilter) : '';
  const shown = selectCandidates(all.value, filter, decisionOf);
  const position = Math.max(
    0,
    shown.findIndex(({ mutant }) => mutant.id === query.at),
  );
  const current = shown[position];
  useKeys((key) => actionOf(key, shown, position));
  useEffect(
    () => () => {
      said.value = '';
    },
    [],
  );
  const decided = all.value.filter(({ mutant }) => decisionOf(mutant.id) !== undefined).length;
  return (
    <>
      <PageHead title="Review">
        <span role="status">
          {number(decided)} of {count(all.value.length, 'unnoticed break')} decided
        </span>
        <Kept />
      </PageHead>
      <div class="toolbar">
        <Segments
          label="Which breaks"
          value={filter}
          options={reviewFilters}
          onChange={(show) => changeQuery({ show, at: '' })}
        />
        <Keys act={(key) => actionOf(key, shown, position)} />
      </div>
      <p role="status" class="said-last">
        {said.value}
      </p>
      <p role="alert" class="problem">
        {trouble.value}
      </p>
      {current === undefined ? (
        <Empty>
          {all.value.length === 0
            ? 'There is nothing to review: every break is noticed.'
            : 'Nothing is left here.'}
        </Empty>
      ) : (
        <div class="review">
          <Candidates shown={shown} position={position} />
          <Deciding
            key={current.mutant.id}
            candidate={current}
            draft={draft.value}
            onDraft={open}
            alike={alike(current)}
            onDecide={(kind, reason, alsoAlike) =>
              settle(shown, current, alsoAlike ? [current, ...alike(current)] : [current], kind, reason)
            }
          />
        </div>
      )}
      <Export />
      <Stale />
    </>
  );
}

/** Where decisions are, and what is still to be done about them. */
function Kept() {
  const mine = Object.keys(own.value).length;
  if (isServed && mine === 0) return <span>Decisions are saved in the project</span>;
  const where = isKept.value
    ? 'Decisions are kept in this browser'
    : 'This browser keeps nothing: export before you leave';
  return (
    <>
      <span>{where}</span>
      {mine > 0 && (
        <button type="button" class="button" onClick={showExport}>
          Take {count(mine, 'decision')} into the project
        </button>
      )}
    </>
  );
}

function showExport(): void {
  const heading = document.getElementById('export');
  heading?.scrollIntoView({ block: 'center' });
  heading?.focus({ preventScroll: true });
}

function open(kind: DecisionKind | undefined): void {
  draft.value = kind;
}

/** The other breaks of its function that nobody has decided on. */
function alike({ mutant, unit }: Candidate): Candidate[] {
  return all.value.filter(
    (other) => other.unit === unit && other.mutant !== mutant && decisionOf(other.mutant.id) === undefined,
  );
}

/** Decides, and goes on to the next one. */
function settle(
  shown: Candidate[],
  current: Candidate,
  chosen: Candidate[],
  kind: DecisionKind,
  reason: string,
): void {
  const left = shown.filter((candidate) => candidate === current || !chosen.includes(candidate));
  const position = left.indexOf(current);
  const { unit } = current;
  decide(
    chosen.map(({ mutant }) => mutant),
    unit.kind === 'function' ? unit.name : undefined,
    kind,
    reason,
  );
  said.value = `${count(chosen.length, 'break')} of ${visible(unit.name)}: ${decisionWords[kind]}.`;
  go(left[position + 1] ?? left[position - 1]);
}

function go(candidate: Candidate | undefined): void {
  draft.value = undefined;
  changeQuery({ at: candidate?.mutant.id ?? '' });
}

function takeBack(): void {
  const mutant = undo();
  draft.value = undefined;
  said.value = 'Taken back.';
  if (mutant !== undefined) changeQuery({ at: mutant });
}

/** What a key does now. */
function actionOf(key: string, shown: Candidate[], position: number): (() => void) | undefined {
  const kind = actions[key];
  if (kind !== undefined) return draft.value === undefined ? () => open(kind) : undefined;
  if (key === 'u') return canUndo.value ? takeBack : undefined;
  const next = key === 'j' ? shown[position + 1] : key === 'k' ? shown[position - 1] : undefined;
  return next && (() => go(next));
}

interface KeysProps {
  act: (key: string) => (() => void) | undefined;
}

const steps: [key: string, name: string][] = [
  ['j', 'next'],
  ['k', 'previous'],
  ['u', 'undo'],
];

/** The keys for deciding stand on their buttons. */
function Keys({ act }: KeysProps) {
  return (
    <p class="keys">
      {steps.map(([key, name]) => {
        const action = act(key);
        return (
          <button key={key} type="button" class="more" disabled={action === undefined} onClick={action}>
            <kbd>{key}</kbd> {name}
          </button>
        );
      })}
    </p>
  );
}
