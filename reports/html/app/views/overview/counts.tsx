import type { ComponentChildren } from 'preact';
import type { MutantStatus } from '../../../../../src/model/audit.ts';
import { type FindingKind, findingKinds, isTheater, severities } from '../../../../../src/model/finding.ts';
import { countByStatus, countByVerdict } from '../../../../facts.ts';
import { findingNames } from '../../../../findings/index.ts';
import { number, statusWords } from '../../../../wording.ts';
import { verdictOrder } from '../../model/functions.ts';
import { useReport } from '../../state.ts';
import { Sign, StatusIcon, statusTones, VerdictIcon, verdictTones } from '../../ui/icons.tsx';
import { Link } from '../../ui/link.tsx';

/** Verdicts, breaks and findings, counted. */
export function Counts() {
  return (
    <>
      <Verdicts />
      <Breaks />
      <Findings />
    </>
  );
}

interface CountRow {
  icon: ComponentChildren;
  name: ComponentChildren;
  amount: number;
  tone: string;
}

function CountCard({
  id,
  title,
  rows,
  empty,
}: {
  id: string;
  title: string;
  rows: CountRow[];
  empty: string;
}) {
  const most = Math.max(...rows.map(({ amount }) => amount), 1);
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 && <p class="empty">{empty}</p>}
      <ul class="counts">
        {rows.map(({ icon, name, amount, tone }, index) => (
          <li key={index}>
            {icon}
            <span class="count-name">{name}</span>
            <span class="count-bar" aria-hidden="true">
              <span class={`fill-${tone}`} style={{ width: `${(100 * amount) / most}%` }} />
            </span>
            <span class="count-amount">{number(amount)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Verdicts() {
  const counts = countByVerdict(useReport().audit);
  const rows = verdictOrder
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => ({
      icon: <VerdictIcon verdict={verdict} />,
      name: (
        <Link to="functions" query={{ verdict }}>
          {verdict}
        </Link>
      ),
      amount: counts[verdict],
      tone: verdictTones[verdict],
    }));
  return <CountCard id="verdicts" title="Functions" rows={rows} empty="There is no function to break." />;
}

function Breaks() {
  const counts = countByStatus(useReport().audit);
  const rows = (Object.keys(statusWords) as MutantStatus[])
    .filter((status) => counts[status] > 0)
    .map((status) => ({
      icon: <StatusIcon status={status} />,
      name: statusWords[status],
      amount: counts[status],
      tone: statusTones[status],
    }));
  return <CountCard id="statuses" title="Breaks" rows={rows} empty="There is none." />;
}

function Findings() {
  const { findings } = useReport().audit;
  const tones = { error: 'red', warning: 'amber', info: 'plain' } as const;
  const amount = (kind: FindingKind) =>
    findings.filter((finding) => finding.kind === kind && finding.ignored === undefined).length;
  const accepted = findings.filter(({ ignored }) => ignored !== undefined).length;
  const rows = findingKinds
    .filter((kind) => amount(kind) > 0)
    .map((kind) => ({
      icon: (
        <Sign
          of={severities[kind] === 'error' ? 'theater' : severities[kind] === 'warning' ? 'warning' : 'info'}
          tone={tones[severities[kind]]}
        />
      ),
      name: (
        <Link to="tests" query={{ kind }}>
          {findingNames[kind]}
        </Link>
      ),
      amount: amount(kind),
      tone: tones[severities[kind]],
    }));
  const theater = findings.filter(isTheater).length;
  const title = theater === 0 ? 'Findings about tests' : `Findings about tests: ${theater} theater`;
  const all =
    accepted === 0
      ? rows
      : [
          ...rows,
          { icon: <Sign of="info" />, name: 'accepted by a comment', amount: accepted, tone: 'plain' },
        ];
  return <CountCard id="findings" title={title} rows={all} empty="Nothing was found about a test." />;
}
