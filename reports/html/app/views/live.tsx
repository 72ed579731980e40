import { visible } from '../../../text.ts';
import { count, number } from '../../../wording.ts';
import { arrivals, progress } from '../live.ts';
import type { Before, Unnoticed } from '../model/arrivals.ts';
import { isServed } from '../server.ts';
import { data } from '../store.ts';
import { BreakWords } from '../ui/badges.tsx';
import { Command } from '../ui/command.tsx';
import { Facts } from '../ui/facts.tsx';
import { StatusIcon } from '../ui/icons.tsx';
import { Link, Place } from '../ui/link.tsx';
import { LiveProgress } from '../ui/live-bar.tsx';
import { Empty, PageHead } from '../ui/page.tsx';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';

/** The verdicts of an audit as they come. */
export function LiveView() {
  if (progress.value === undefined && arrivals.value.size === 0) return <Nothing />;
  return (
    <>
      <Head />
      <Counts />
      <UnnoticedSoFar />
    </>
  );
}

function Nothing() {
  return (
    <>
      <PageHead title="No audit runs" />
      <p>
        {isServed
          ? 'Start one in the project, and its verdicts arrive here.'
          : 'A page that is served shows verdicts as they come.'}
      </p>
      <Command>{isServed ? 'realcov audit' : 'realcov open'}</Command>
    </>
  );
}

function Head() {
  const now = progress.value;
  if (now === undefined) return <Ended />;
  return (
    <PageHead title="Audit under way">
      <span>
        {visible(now.text)}
        {now.total !== undefined && `, ${number(now.done)} of ${number(now.total)}`}
      </span>
      <LiveProgress />
    </PageHead>
  );
}

function Ended() {
  const report = data.value;
  return (
    <PageHead title="The audit has ended">
      {report === undefined ? 'No report came of it.' : <Link to="overview">See the report</Link>}
      {report?.comparison !== undefined && <Link to="compare">What changed</Link>}
    </PageHead>
  );
}

function Counts() {
  const { noticed, unnoticed, unreached, accepted } = arrivals.value.counts();
  const facts: [string, string][] = [
    ['Noticed', number(noticed)],
    ['No test notices', number(unnoticed)],
    ['No test reaches', number(unreached)],
  ];
  if (accepted > 0) facts.push(['Accepted', number(accepted)]);
  return (
    <>
      <Facts facts={facts} />
      {progress.value !== undefined && (
        <p class="muted">
          What no test notices is only known once whole files have confirmed it, so it comes last.
        </p>
      )}
    </>
  );
}

const beforeWords: Record<Before, string> = {
  noticed: 'was noticed before',
  unnoticed: 'as before',
  new: 'new',
  other: 'had no verdict before',
};

const columns: Column<Unnoticed>[] = [
  { title: 'Break', cell: (row) => <Break row={row} /> },
  {
    title: 'Where',
    class: 'col-place wide',
    cell: ({ verdict: { file, line } }) => <Place file={file} line={line} />,
  },
];

const withBefore: Column<Unnoticed>[] = [
  ...columns,
  {
    title: 'In the report before',
    class: 'col-before',
    cell: ({ before }) => (
      <span class={before === 'noticed' ? 'status tone-red' : 'muted'}>{beforeWords[before]}</span>
    ),
  },
];

function Break({ row: { verdict, before } }: { row: Unnoticed }) {
  const { id, status, what, functionName } = verdict;
  const words = <BreakWords words={what} />;
  return (
    <span class="two-lines">
      <StatusIcon status={status} />
      <span>
        {before === 'new' ? (
          words
        ) : (
          <Link to="mutant" id={id} class="row-link">
            {words}
          </Link>
        )}
        <span class="second">
          {status === 'survived' ? 'no test notices' : 'no test reaches'} ·{' '}
          <bdi>{visible(functionName ?? 'outside functions')}</bdi>
        </span>
      </span>
    </span>
  );
}

function UnnoticedSoFar() {
  const rows = arrivals.value.unnoticed();
  const lost = rows.filter(({ before }) => before === 'noticed').length;
  const won = arrivals.value.won();
  const isFirst = data.value === undefined;
  return (
    <section>
      <div class="section-head">
        <h2>{progress.value === undefined ? 'Unnoticed' : 'Unnoticed so far'}</h2>
        {!isFirst && (lost > 0 || won > 0) && (
          <p>
            {count(lost, 'break')} no longer noticed, {number(won)} noticed now
          </p>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty>None yet.</Empty>
      ) : (
        <VirtualTable
          label="Unnoticed so far"
          columns={isFirst ? columns : withBefore}
          rows={rows}
          keyOf={({ verdict }) => verdict.id}
        />
      )}
    </section>
  );
}
