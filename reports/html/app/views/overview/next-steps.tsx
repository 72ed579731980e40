import { canLoseBody, countByStatus, reaching, type Unit } from '../../../../facts.ts';
import { describeFinding, findingNames } from '../../../../findings/index.ts';
import { visible } from '../../../../text.ts';
import { count, number } from '../../../../wording.ts';
import type { NextGroup, NextStep } from '../../model/next-steps.ts';
import { useReport } from '../../state.ts';
import { BreakName } from '../../ui/badges.tsx';
import { Sign, StatusIcon, VerdictIcon } from '../../ui/icons.tsx';
import { Link, Place } from '../../ui/link.tsx';

/** Worst first, each with where to look. */
export function NextStepsSection({ groups }: { groups: NextGroup[] }) {
  return (
    <section class="card next" aria-labelledby="next">
      <h2 id="next">What to do next</h2>
      {groups.length === 0 && <Nothing />}
      {groups.map(({ kind, steps, total }) => (
        <div key={kind} class="next-group">
          <h3>{headings[kind]}</h3>
          <ul>
            {steps.map((step) => (
              <li key={keyOf(step)}>
                <Step step={step} />
              </li>
            ))}
          </ul>
          {total > steps.length && <AllOf kind={kind} total={total} />}
        </div>
      ))}
    </section>
  );
}

/** A suite to be proud of; or nothing that could have been noticed. */
function Nothing() {
  const { audit } = useReport();
  const { unproven, accepted } = countByStatus(audit);
  if (unproven > 0)
    return (
      <p class="empty">
        No break is known to go unnoticed, and no test is theater; {count(unproven, 'break')}{' '}
        {unproven === 1 ? 'is' : 'are'} unproven.
      </p>
    );
  if (audit.realCoverage.valid === 0) return <p class="empty">Nothing to do: no break was judged.</p>;
  return (
    <p class="all-clear">
      <VerdictIcon verdict="tested" />
      All clear: no {accepted > 0 && 'other '}break goes unnoticed, and no test is theater
      {accepted > 0 && `; ${count(accepted, 'break')} ${accepted === 1 ? 'is' : 'are'} accepted`}.
    </p>
  );
}

const headings: Record<NextStep['kind'], string> = {
  wanted: 'Need a test, as somebody decided',
  'pseudo-tested': 'Body can be deleted without failing a test',
  theater: 'Tests that are theater',
  untested: 'No test reaches them',
  weak: 'Some breaks go unnoticed',
  module: 'Breaks outside functions go unnoticed',
};

function keyOf(step: NextStep): string {
  if (step.kind === 'wanted') return step.mutant.id;
  return step.kind === 'theater' ? `${step.finding.testId} ${step.finding.kind}` : step.unit.id;
}

function Step({ step }: { step: NextStep }) {
  if (step.kind === 'wanted') return <WantedStep step={step} />;
  return step.kind === 'theater' ? <TheaterStep step={step} /> : <UnitStep step={step} />;
}

function WantedStep({ step: { mutant, unit, decision } }: { step: Extract<NextStep, { kind: 'wanted' }> }) {
  return (
    <Link to="mutant" id={mutant.id} class="step">
      <StatusIcon status={mutant.status} />
      <span class="step-text">
        <span class="step-name">
          <bdi class="code-name">{visible(unit?.name ?? mutant.file)}</bdi> <BreakName mutant={mutant} />
        </span>
        <span class="step-why">
          <bdi>{visible(decision.reason)}</bdi>{' '}
          <span class="step-who">
            {visible(decision.by)}, {visible(decision.at.slice(0, 10))}
          </span>
        </span>
        <Place file={mutant.file} line={mutant.location.start.line} />
      </span>
    </Link>
  );
}

function TheaterStep({ step: { finding, isNew } }: { step: Extract<NextStep, { kind: 'theater' }> }) {
  return (
    <Link to="test" id={finding.testId} class="step">
      <Sign of="theater" tone="red" />
      <span class="step-text">
        <span class="step-name">
          <bdi>{visible(finding.test)}</bdi>{' '}
          <span class="step-kind tone-red">{findingNames[finding.kind]}</span> {isNew && <New />}
        </span>
        <span class="step-why">
          <bdi>{visible(describeFinding(finding))}</bdi>
        </span>
        <Place file={finding.file} line={finding.line} />
      </span>
    </Link>
  );
}

type UnitStepProps = { step: Exclude<NextStep, { kind: 'wanted' | 'theater' }> };

function UnitStep({ step: { kind, unit, missed, isNew } }: UnitStepProps) {
  return (
    <Link to="function" id={unit.id} class="step">
      <VerdictIcon verdict={unit.verdict} />
      <span class="step-text">
        <span class="step-name">
          <bdi class="code-name">{visible(unit.kind === 'module' ? unit.file : unit.name)}</bdi>{' '}
          {isNew && <New />}
        </span>
        <span class="step-why">{whyOf(kind, missed.length, unit)}</span>
        <Place file={unit.file} line={unit.line} />
      </span>
    </Link>
  );
}

/** It was not there, or not as bad, in the last run. */
function New() {
  return <span class="step-new">new since the last run</span>;
}

function whyOf(kind: NextStep['kind'], missed: number, unit: Unit): string {
  const tests = reaching(unit);
  if (tests === 0) return `${count(missed, 'break')}, and no test runs any of them`;
  const run = `${count(tests, 'test')} ${tests === 1 ? 'runs' : 'run'} it`;
  const none = tests === 1 ? 'does not notice' : 'none notices';
  if (kind === 'pseudo-tested')
    return `${run}, and ${none} ${canLoseBody(unit) ? 'when its body is deleted' : 'whatever it returns'}`;
  return `${run}, and ${count(missed, 'break')} ${missed === 1 ? 'goes' : 'go'} unnoticed`;
}

function AllOf({ kind, total }: { kind: NextStep['kind']; total: number }) {
  const all = `See all ${number(total)}`;
  if (kind === 'wanted')
    return (
      <Link to="review" query={{ show: 'wanted' }} class="see-all" label={`${all} that need a test`}>
        {all}
      </Link>
    );
  if (kind === 'theater')
    return (
      <Link to="tests" query={{ kind: 'theater' }} class="see-all" label={`${all} theater tests`}>
        {all}
      </Link>
    );
  const verdict = kind === 'module' ? 'none' : kind;
  const what = kind === 'module' ? 'files' : `${kind} functions`;
  return (
    <Link to="functions" query={{ verdict }} class="see-all" label={`${all} ${what}`}>
      {all}
    </Link>
  );
}
