import type { ComponentChildren } from 'preact';
import { type Comparison, fallOf } from '../../../../../src/model/comparison.ts';
import { type Finding, isTheater } from '../../../../../src/model/finding.ts';
import { findingNames } from '../../../../findings/index.ts';
import { visible } from '../../../../text.ts';
import {
  acceptedCounts,
  acceptedReason,
  count,
  madeName,
  number,
  percent,
  pointsOf,
} from '../../../../wording.ts';
import { useReport } from '../../state.ts';
import { BreakName } from '../../ui/badges.tsx';
import { Sign, VerdictIcon } from '../../ui/icons.tsx';
import { Link, Text } from '../../ui/link.tsx';

const shown = 4;

/** What changed since the audit before this one. */
export function SinceLast() {
  const { comparison } = useReport().data;
  return (
    <section class="card since" aria-labelledby="since">
      <h2 id="since">Since the last run</h2>
      {comparison === undefined ? (
        <p class="empty">No earlier audit is recorded here. The next one will be compared with this.</p>
      ) : (
        <>
          <MadeOf made={comparison.made} />
          <Accepted ids={comparison.accepted} />
          <Coverage of={comparison.realCoverage} />
          <Claimed of={comparison.claimedCoverage} />
          <Worse comparison={comparison} />
          <Better comparison={comparison} />
          <Link to="compare" class="see-all">
            See all changes
          </Link>
        </>
      )}
    </section>
  );
}

function Coverage({ of: { before, after } }: { of: Comparison['realCoverage'] }) {
  if (before === null || after === null) return null;
  const change = Math.round((after - before) * 100);
  if (change === 0) return <p class="change tone-plain">Real coverage stayed the same</p>;
  const [from, to] = [percent(before), percent(after)];
  return (
    <p class={`change tone-${change < 0 ? 'red' : 'green'}`}>
      <Sign of={change < 0 ? 'down' : 'up'} tone={change < 0 ? 'red' : 'green'} />
      Real coverage {from === to ? '' : `${from} → ${to}, `}
      {pointsOf(before, after)}
    </p>
  );
}

/** What nobody tests for any more is no progress, so it comes first. */
function Accepted({ ids }: { ids: string[] }) {
  const { mutants } = useReport();
  if (ids.length === 0) return null;
  const breaks = ids.flatMap((id) => mutants.get(id) ?? []);
  return (
    <>
      <h3 class="tone-amber">{count(ids.length, 'break')} newly accepted</h3>
      <ul class="changes">
        {breaks.slice(0, shown).map((mutant) => (
          <li key={mutant.id}>
            <Link to="mutant" id={mutant.id}>
              <BreakName mutant={mutant} />
            </Link>{' '}
            <bdi class="muted">{visible(acceptedReason(mutant))}</bdi>
          </li>
        ))}
        {ids.length > shown && <li class="muted">and {count(ids.length - shown, 'more break')}</li>}
      </ul>
      <p class="muted">{sentence(acceptedCounts)}</p>
    </>
  );
}

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

function MadeOf({ made: { before, after } = {} }: { made: Comparison['made'] }) {
  if (before === undefined) return null;
  return (
    <p class="made">
      From {visible(madeName(before))}
      {after !== undefined && (
        <>
          <br />
          to {visible(madeName(after))}
        </>
      )}
    </p>
  );
}

function Claimed({ of: { before, after } }: { of: Comparison['claimedCoverage'] }) {
  const [from, to] = [percent(before), percent(after)];
  if (from === to) return null;
  return (
    <p class="muted">
      Claimed coverage {from} → {to}
    </p>
  );
}

/** With where to look: somebody has to. */
function Worse({ comparison }: { comparison: Comparison }) {
  const { lost, newUnnoticed, findingsAdded } = comparison;
  const functions = comparison.functions.filter((changed) => fallOf(changed) > 0);
  const theater = findingsAdded.filter(isTheater);
  const others = findingsAdded.filter(isWarning);
  if (lost.length + newUnnoticed.length + functions.length + theater.length + others.length === 0)
    return null;
  return (
    <Half title="Worse" tone="red">
      <ul class="counts plain-counts">
        <Amount of={lost.length} name={`${breaks(lost)} no longer noticed`}>
          <Where ids={lost} />
        </Amount>
        <Amount of={newUnnoticed.length} name={`new ${breaks(newUnnoticed)} that no test notices`}>
          <Where ids={newUnnoticed} />
        </Amount>
      </ul>
      <Changes>
        <FindingChanges findings={[...theater, ...others]} when="now" />
        <VerdictChanges functions={functions} />
      </Changes>
    </Half>
  );
}

function Better({ comparison }: { comparison: Comparison }) {
  const { won, findingsGone } = comparison;
  const functions = comparison.functions.filter((changed) => fallOf(changed) < 0);
  const theater = findingsGone.filter(isTheater);
  const others = findingsGone.filter(isWarning);
  if (won.length + functions.length + theater.length + others.length === 0) return null;
  return (
    <Half title="Better" tone="green">
      <ul class="counts plain-counts">
        <Amount of={won.length} name={`${breaks(won)} noticed now`} />
      </ul>
      <Changes>
        <FindingChanges findings={[...theater, ...others]} when="no longer" />
        <VerdictChanges functions={functions} />
      </Changes>
    </Half>
  );
}

interface HalfProps {
  title: string;
  tone: 'red' | 'green';
  children: ComponentChildren;
}

function Half({ title, tone, children }: HalfProps) {
  return (
    <div class="since-half">
      <h3 class={`tone-${tone}`}>{title}</h3>
      {children}
    </div>
  );
}

interface AmountProps {
  of: number;
  name: string;
  children?: ComponentChildren;
}

function Amount({ of: amount, name, children }: AmountProps) {
  if (amount === 0) return null;
  return (
    <li>
      <span class="count-amount">{number(amount)}</span>
      <span class="count-name">
        {name}
        {children}
      </span>
    </li>
  );
}

function breaks({ length }: string[]): string {
  return length === 1 ? 'break' : 'breaks';
}

/** What is only for information makes nothing better or worse. */
function isWarning({ severity, ignored }: Finding): boolean {
  return severity === 'warning' && ignored === undefined;
}

/** The functions with the most of these breaks. */
function Where({ ids }: { ids: string[] }) {
  const { mutants, unitOf } = useReport();
  const units = ids.flatMap((id) => {
    const mutant = mutants.get(id);
    const unit = mutant && unitOf(mutant);
    return unit ? [unit] : [];
  });
  const places = [...Map.groupBy(units, ({ id }) => id).values()].sort((a, b) => b.length - a.length);
  const more = places.length - shown;
  return (
    <span class="since-where">
      {places.slice(0, shown).map(([unit]) => (
        <Link key={unit!.id} to="function" id={unit!.id}>
          <bdi class="code-name">{visible(unit!.name)}</bdi>
        </Link>
      ))}
      {more > 0 && <span>and {number(more)} more</span>}
    </span>
  );
}

function Changes({ children }: { children: ComponentChildren }) {
  return <ul class="changes">{children}</ul>;
}

function VerdictChanges({ functions }: { functions: Comparison['functions'] }) {
  return (
    <>
      {functions.slice(0, shown).map(({ id, name, before, after }) => (
        <li key={id}>
          <Link to="function" id={id}>
            <bdi class="code-name">{visible(name)}</bdi>
          </Link>{' '}
          <span class="verdict-change">
            <VerdictIcon verdict={before} /> {before} <Sign of="arrow" /> <VerdictIcon verdict={after} />{' '}
            {after}
          </span>
        </li>
      ))}
      {functions.length > shown && (
        <li class="muted">and {count(functions.length - shown, 'more function')}</li>
      )}
    </>
  );
}

function FindingChanges({ findings, when }: { findings: Finding[]; when: 'now' | 'no longer' }) {
  return (
    <>
      {findings.slice(0, shown).map((finding) => (
        <FindingChange key={`${finding.testId} ${finding.kind}`} finding={finding} when={when} />
      ))}
      {findings.length > shown && <li class="muted">and {count(findings.length - shown, 'more finding')}</li>}
    </>
  );
}

function FindingChange({ finding, when }: { finding: Finding; when: string }) {
  const { tests } = useReport();
  const { test, testId, kind } = finding;
  const sign = isTheater(finding) ? (['theater', 'red'] as const) : (['warning', 'amber'] as const);
  return (
    <li>
      {tests.has(testId) ? (
        <Link to="test" id={testId}>
          <bdi>{visible(test)}</bdi>
        </Link>
      ) : (
        <Text>{test}</Text>
      )}{' '}
      <span class="verdict-change">
        <Sign of={sign[0]} tone={sign[1]} /> {when} {findingNames[kind]}
      </span>
    </li>
  );
}
