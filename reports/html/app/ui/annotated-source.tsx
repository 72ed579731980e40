/** Source with its breaks in place: what no test notices stands below its line, the rest behind a button. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { type AuditedMutant, isNoticed, isUnnoticed } from '../../../../src/model/audit.ts';
import { isBreak } from '../../../../src/model/mutant.ts';
import { isUrgent } from '../model/neighbours.ts';
import { BreakName } from './badges.tsx';
import { BreakDetails, Noticed } from './break-details.tsx';
import { Chunks } from './chunks.tsx';
import { CodeLine, tokensOf } from './code.tsx';
import { Sign, StatusIcon } from './icons.tsx';

interface SourceProps {
  source: string;
  /** 1-based, both included. */
  from: number;
  to: number;
  mutants: AuditedMutant[];
  /** Breaks that are noticed stand below their lines too. */
  all: boolean;
  /** Id of a break that is open from the start, or the number of a line to go to. */
  open?: string | undefined;
  line?: number | undefined;
}

export function AnnotatedSource({ source, from, to, mutants, all, open, line }: SourceProps) {
  const tokens = tokensOf(source);
  // What follows the last line end is no line.
  const last = Math.min(to, tokens.length - (source.endsWith('\n') ? 1 : 0));
  const byLine = Map.groupBy(mutants, ({ location }) => Math.max(from, location.start.line));
  const opened = mutants.find(({ id }) => id === open);
  const target = opened?.location.start.line ?? line;
  return (
    <div class="source">
      <Chunks
        count={last - from + 1}
        itemHeight={24}
        needed={target === undefined ? undefined : target - from}
        render={(start, end) =>
          Array.from({ length: end - start }, (_, index) => {
            const number = from + start + index;
            return (
              <Line
                key={number}
                number={number}
                tokens={tokens[number - 1] ?? []}
                mutants={byLine.get(number) ?? []}
                all={all}
                open={open}
                isTarget={number === line}
              />
            );
          })
        }
      />
    </div>
  );
}

interface LineProps {
  number: number;
  tokens: ReturnType<typeof tokensOf>[number];
  mutants: AuditedMutant[];
  all: boolean;
  open: string | undefined;
  isTarget: boolean;
}

function Line({ number, tokens, mutants, all, open, isTarget }: LineProps) {
  const [isOpen, setIsOpen] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isTarget) row.current?.scrollIntoView({ block: 'center' });
  }, [isTarget]);
  const urgent = mutants.filter((mutant) => isUrgent(mutant) || mutant.id === open);
  const shown = all || isOpen ? mutants : urgent;
  const others = mutants.filter((mutant) => !urgent.includes(mutant));
  const missed = mutants.filter((mutant) => isBreak(mutant) && isUnnoticed(mutant)).length;
  return (
    <>
      <div ref={row} class={`line ${missed > 0 ? 'line-missed' : ''} ${isTarget ? 'line-target' : ''}`}>
        <span class="line-number">{number}</span>
        <code class="line-code">
          <CodeLine tokens={tokens} />
        </code>
        {others.length > 0 && !all && (
          <button
            type="button"
            class="line-more"
            aria-expanded={isOpen ? 'true' : 'false'}
            onClick={() => setIsOpen(!isOpen)}
          >
            <span class="visually-hidden">Line {number}: </span>
            {others.length} {nameOf(others)}
          </button>
        )}
      </div>
      {shown.length > 0 && (
        <ul class="annotations" aria-label={`Breaks of line ${number}`}>
          {shown.map((mutant) => (
            <Annotation key={mutant.id} mutant={mutant} isOpen={mutant.id === open} />
          ))}
        </ul>
      )}
    </>
  );
}

function nameOf(mutants: AuditedMutant[]): string {
  if (mutants.every(isCaught)) return 'noticed';
  return mutants.every(({ status }) => status === 'accepted') ? 'accepted' : 'more';
}

/** By a test, or by types. */
function isCaught(mutant: AuditedMutant): boolean {
  return isNoticed(mutant) || mutant.status === 'type-error';
}

export function Annotation({
  mutant,
  isOpen: initially = false,
}: {
  mutant: AuditedMutant;
  isOpen?: boolean;
}) {
  const [isOpen, setIsOpen] = useState(initially);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (initially) item.current?.scrollIntoView({ block: 'center' });
  }, [initially]);
  return (
    <li ref={item} class="annotation">
      <button
        type="button"
        class="annotation-head"
        aria-expanded={isOpen ? 'true' : 'false'}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Sign of="chevron" />
        <span class="annotation-name">
          <StatusIcon status={mutant.status} />
          <BreakName mutant={mutant} />
          {mutant.level === 'probe' && <span class="muted">(probe)</span>}
        </span>
        <Noticed mutant={mutant} />
      </button>
      {isOpen && <BreakDetails mutant={mutant} />}
    </li>
  );
}
