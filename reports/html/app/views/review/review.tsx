import { computed, signal } from '@preact/signals';
import type { DecisionKind } from '../../../../../src/model/decision.ts';
import { count, number } from '../../../../wording.ts';
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
import { isKept } from '../../store.ts';
import { Empty, PageHead, Segments } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { Candidates } from './candidates.tsx';
import { Deciding } from './deciding.tsx';
import { Export } from './export.tsx';
import { Stale } from './stale.tsx';

const all = computed(() => candidates(useBaseReport().units()));

/** The kind whose reason is being written. */
const draft = signal<DecisionKind>();

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
  const decided = all.value.filter(({ mutant }) => decisionOf(mutant.id) !== undefined).length;
  return (
    <>
      <PageHead title="Review">
        <span role="status">
          {number(decided)} of {count(all.value.length, 'unnoticed break')} decided
        </span>
        <span>
          {isServed
            ? 'Decisions are saved in the project'
            : isKept.value
              ? 'Decisions are kept in this browser'
              : 'This browser keeps nothing: export before you leave'}
        </span>
      </PageHead>
      <div class="toolbar">
        <Segments
          label="Which breaks"
          value={filter}
          options={reviewFilters}
          onChange={(show) => changeQuery({ show, at: '' })}
        />
        <Keys />
      </div>
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
            onDecide={(kind, reason) => settle(shown, position, kind, reason)}
          />
        </div>
      )}
      <Export />
      <Stale />
    </>
  );
}

function open(kind: DecisionKind | undefined): void {
  draft.value = kind;
}

/** Decides, and goes on to the next one. */
function settle(shown: Candidate[], position: number, kind: DecisionKind, reason: string): void {
  const current = shown[position];
  const next = shown[position + 1] ?? shown[position - 1];
  if (current === undefined) return;
  decide(current.mutant, current.unit.kind === 'function' ? current.unit.name : undefined, kind, reason);
  draft.value = undefined;
  go(next);
}

function go(candidate: Candidate | undefined): void {
  draft.value = undefined;
  changeQuery({ at: candidate?.mutant.id ?? '' });
}

function takeBack(): void {
  const mutant = undo();
  draft.value = undefined;
  if (mutant !== undefined) changeQuery({ at: mutant });
}

/** What a key does now. */
function actionOf(key: string, shown: Candidate[], position: number): (() => void) | undefined {
  const kind = actions[key];
  if (kind !== undefined) return draft.value === undefined ? () => open(kind) : undefined;
  if (key === 'u') return takeBack;
  const next = key === 'j' ? shown[position + 1] : key === 'k' ? shown[position - 1] : undefined;
  return next && (() => go(next));
}

function Keys() {
  return (
    <p class="keys">
      <kbd>j</kbd> next <kbd>k</kbd> previous <kbd>e</kbd> equivalent <kbd>w</kbd> not worth a test{' '}
      <kbd>n</kbd> needs a test{' '}
      <button type="button" class="more" disabled={!canUndo.value} onClick={takeBack}>
        <kbd>u</kbd> undo
      </button>
    </p>
  );
}
