import type { AuditedMutant, FunctionVerdict } from '../../../../src/model/audit.ts';
import { type Finding, isTheater } from '../../../../src/model/finding.ts';
import type { Words } from '../../../../src/model/words.ts';
import { breakWords } from '../../../breaks.ts';
import { isAllAccepted, type Unit } from '../../../facts.ts';
import { findingNames } from '../../../findings/index.ts';
import { visible } from '../../../text.ts';
import { Sign, StatusIcon, statusTones, VerdictIcon, verdictTones } from './icons.tsx';

/** Its verdict; of a function of which all that was unnoticed is accepted, only that. */
export function UnitBadge({ unit }: { unit: Unit }) {
  if (!isAllAccepted(unit)) return <VerdictBadge verdict={unit.verdict} />;
  return (
    <span class="badge tone-plain">
      <StatusIcon status="accepted" />
      accepted
    </span>
  );
}

function VerdictBadge({ verdict }: { verdict: FunctionVerdict | undefined }) {
  return (
    <span class={`badge tone-${verdictTones[verdict ?? 'none']}`}>
      <VerdictIcon verdict={verdict} />
      {verdict ?? 'no verdict'}
    </span>
  );
}

export function FindingBadge({ finding }: { finding: Finding }) {
  const tone = isTheater(finding)
    ? 'red'
    : finding.severity === 'info' || finding.ignored
      ? 'plain'
      : 'amber';
  return (
    <span class={`badge tone-${tone}`}>
      <Sign of={isTheater(finding) ? 'theater' : tone === 'amber' ? 'warning' : 'info'} tone={tone} />
      {findingNames[finding.kind]}
      {finding.ignored !== undefined && ' (accepted)'}
    </span>
  );
}

export function StatusBadge({ mutant, text }: { mutant: AuditedMutant; text: string }) {
  return (
    <span class={`status tone-${statusTones[mutant.status]}`}>
      <StatusIcon status={mutant.status} />
      {text}
    </span>
  );
}

export function BreakName({ mutant }: { mutant: Parameters<typeof breakWords>[0] }) {
  return <BreakWords words={breakWords(mutant)} />;
}

/** What a break does, its code set as code. */
export function BreakWords({ words }: { words: Words }) {
  return (
    <bdi class="break-name">
      {words.map((part, index) =>
        typeof part === 'string' ? visible(part) : <code key={index}>{visible(part.code)}</code>,
      )}
    </bdi>
  );
}

/** How much of something is noticed, as a bar beside the numbers that say it. */
export function Meter({ noticed, of, unreached = 0 }: { noticed: number; of: number; unreached?: number }) {
  const width = (share: number) => `${of === 0 ? 0 : (100 * share) / of}%`;
  return (
    <span class="meter" aria-hidden="true">
      <span class="meter-noticed" style={{ width: width(noticed) }} />
      <span class="meter-missed" style={{ width: width(of - noticed - unreached) }} />
    </span>
  );
}
