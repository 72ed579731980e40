import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { visible } from '../../../../text.ts';
import { decisionWords } from '../../../../wording.ts';
import { decisionOf } from '../../decisions.ts';
import type { Candidate } from '../../model/review.ts';
import { changeQuery, printedRows, printing } from '../../state.ts';
import { BreakName } from '../../ui/badges.tsx';
import { StatusIcon } from '../../ui/icons.tsx';

const rowHeight = 52;
const around = 6;

/** The list to go through; only what is in view is there. */
export function Candidates({ shown, position }: { shown: Candidate[]; position: number }) {
  const box = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const [height, setHeight] = useState(600);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    setHeight(current.clientHeight);
    const top = position * rowHeight;
    const isInView = top >= current.scrollTop && top + rowHeight <= current.scrollTop + current.clientHeight;
    if (!isInView) current.scrollTop = top - current.clientHeight / 2;
  }, [position]);
  const from = printing.value ? 0 : Math.max(0, first - around);
  const inView = printing.value ? printedRows : first + Math.ceil(height / rowHeight) + around;
  const to = Math.min(shown.length, inView);
  return (
    <div
      ref={box}
      class="candidates"
      style={{ '--rows': `${shown.length * rowHeight + 2}px` }}
      onScroll={(event) => setFirst(Math.floor(event.currentTarget.scrollTop / rowHeight))}
    >
      <ul
        aria-label="Unnoticed breaks"
        style={{ height: `${shown.length * rowHeight}px`, paddingTop: `${from * rowHeight}px` }}
      >
        {shown.slice(from, to).map(({ mutant, unit }, index) => (
          <li key={mutant.id} aria-setsize={shown.length} aria-posinset={from + index + 1}>
            <button
              type="button"
              class="candidate"
              aria-current={from + index === position ? 'true' : undefined}
              tabIndex={from + index === position ? 0 : -1}
              onClick={() => changeQuery({ at: mutant.id })}
            >
              <StatusIcon status={mutant.status} />
              <span class="candidate-text">
                <BreakName mutant={mutant} />
                <span class="second">
                  <bdi>{visible(unit.name)}</bdi>
                  <Decided id={mutant.id} />
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Decided({ id }: { id: string }) {
  const decision = decisionOf(id);
  return decision === undefined ? null : <strong> · {decisionWords[decision.kind]}</strong>;
}
