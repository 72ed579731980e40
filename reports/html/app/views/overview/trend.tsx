import { acceptedOf, type HistoryEntry, movedCoverage } from '../../../../../src/model/history.ts';
import { visible } from '../../../../text.ts';
import { commitName, count, minute, number, percent, pointsOf } from '../../../../wording.ts';
import { useReport } from '../../state.ts';
import { useWidth } from '../../ui/use-width.ts';

const height = 180;
const margin = { left: 36, right: 12, top: 10, bottom: 24 };
/** Runs that are shown; older ones stay in the history. */
const shownRuns = 60;
/** So many of the newest stand in the table that is always there. */
const newest = 5;
/** The width of an abbreviated hash with the space around it. */
const hashWidth = 64;

/** Real and claimed coverage of past runs; the gap lies between the lines. */
export function Trend() {
  const { history } = useReport().data;
  const entries = history.slice(-shownRuns);
  return (
    <section class="card" aria-labelledby="trend">
      <h2 id="trend">Trend</h2>
      {entries.length < 2 ? (
        <p class="empty">
          A line needs two runs. Audits of the whole project are recorded in .realcov/history.jsonl.
        </p>
      ) : (
        <>
          <Chart entries={entries} />
          <Runs entries={entries.slice(-newest)} before={entries.at(-newest - 1)} />
          {entries.length > newest && (
            <details class="runs">
              <summary>All {count(entries.length, 'run')} as a table</summary>
              <Runs entries={entries} />
            </details>
          )}
        </>
      )}
    </section>
  );
}

function Chart({ entries }: { entries: HistoryEntry[] }) {
  const { element, width } = useWidth();
  const lowest = Math.min(...entries.map(({ realCoverage }) => realCoverage.percent));
  const floor = Math.max(0, Math.floor((lowest - 5) / 20) * 20);
  const x = (index: number) =>
    margin.left + (index * (width - margin.left - margin.right)) / (entries.length - 1);
  const y = (value: number) =>
    margin.top + ((100 - value) * (height - margin.top - margin.bottom)) / (100 - floor);
  const real = entries.map(({ realCoverage }, index) => `${x(index)},${y(realCoverage.percent)}`);
  const claimed = entries.map(({ claimedCoverage }, index) => `${x(index)},${y(claimedCoverage.percent)}`);
  const first = entries[0];
  const last = entries.at(-1);
  const says = `Real coverage of ${count(entries.length, 'run')}, from ${percent(first?.realCoverage.percent ?? 0)} to ${percent(last?.realCoverage.percent ?? 0)}; the table below has all of them.`;
  return (
    <div ref={element} class="trend">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={says}>
          {[100, (100 + floor) / 2, floor].map((value) => (
            <g key={value} class="grid">
              <line x1={margin.left} x2={width - margin.right} y1={y(value)} y2={y(value)} />
              <text x={margin.left - 6} y={y(value) + 4} text-anchor="end">
                {percent(value)}
              </text>
            </g>
          ))}
          <polygon class="trend-gap" points={[...claimed, ...real.toReversed()].join(' ')} />
          <polyline class="trend-claimed" points={claimed.join(' ')} />
          <polyline class="trend-real" points={real.join(' ')} />
          {entries.map((entry, index) => (
            <circle
              key={entry.at}
              class="trend-dot"
              cx={x(index)}
              cy={y(entry.realCoverage.percent)}
              r={entries.length > 40 ? 2 : 3.5}
            >
              <title>{titleOf(entry)}</title>
            </circle>
          ))}
          {labelsOf(entries, width).map(({ at, text }) => (
            <text
              key={at}
              class="trend-date"
              x={x(at)}
              y={height - 6}
              text-anchor={at === 0 ? 'start' : at === entries.length - 1 ? 'end' : 'middle'}
            >
              {text}
            </text>
          ))}
        </svg>
      )}
      <ul class="legend" aria-hidden="true">
        <li>
          <span class="swatch line-real" /> real coverage
        </li>
        <li>
          <span class="swatch line-claimed" /> claimed coverage
        </li>
        <li>
          <span class="swatch line-gap" /> theater gap
        </li>
      </ul>
    </div>
  );
}

interface RunsProps {
  entries: HistoryEntry[];
  /** The run before the first of them. */
  before?: HistoryEntry | undefined;
}

/** The newest first. */
function Runs({ entries, before }: RunsProps) {
  const hasAccepted = entries.some((entry) => acceptedOf(entry) > 0);
  return (
    <table class="plain runs-table">
      <thead>
        <tr>
          <th scope="col">Run (times in UTC)</th>
          <th scope="col">Real</th>
          <th scope="col">Claimed</th>
          {hasAccepted && <th scope="col">Accepted</th>}
        </tr>
      </thead>
      <tbody>
        {entries
          .map((entry, index) => (
            <tr key={entry.at}>
              <td>
                {commit(entry)} <span class="place">{minute(entry.at)}</span>
              </td>
              <td>
                {percent(entry.realCoverage.percent)}{' '}
                <Change from={entries[index - 1] ?? before} to={entry} />
              </td>
              <td>{percent(entry.claimedCoverage.percent)}</td>
              {hasAccepted && <td>{number(acceptedOf(entry))}</td>}
            </tr>
          ))
          .reverse()}
      </tbody>
    </table>
  );
}

/** How the real coverage of the same breaks moved since the run before; accepting some moves nothing. */
function Change({ from, to }: { from: HistoryEntry | undefined; to: HistoryEntry }) {
  const moved = from && movedCoverage(from, to);
  if (moved === undefined || moved.before === moved.after) return null;
  const fell = moved.after < moved.before;
  return (
    <span class={`run-change tone-${fell ? 'red' : 'green'}`}>{pointsOf(moved.before, moved.after)}</span>
  );
}

/** The commits, where there is room for all of them and none is unknown or there twice; else the dates of both ends. */
function labelsOf(entries: HistoryEntry[], width: number): { at: number; text: string }[] {
  const hashes = new Set(entries.flatMap(({ commit: known }) => known?.hash.slice(0, 7) ?? []));
  if (hashes.size === entries.length && entries.length * hashWidth < width)
    return [...hashes].map((text, at) => ({ at, text }));
  const [first, last] = [entries[0], entries.at(-1)];
  return [
    { at: 0, text: moment(first, last) },
    { at: entries.length - 1, text: moment(last, first) },
  ];
}

function titleOf(entry: HistoryEntry): string {
  return `${day(entry)}: real ${percent(entry.realCoverage.percent)}, claimed ${percent(entry.claimedCoverage.percent)}\n${commit(entry)}`;
}

function commit({ commit: known }: HistoryEntry): string {
  return known === undefined ? 'no commit known' : visible(commitName(known));
}

/** The time too where a day is not enough to tell the first from the last. */
function moment(entry: HistoryEntry | undefined, other: HistoryEntry | undefined): string {
  return day(entry) === day(other) ? minute(entry?.at ?? '') : day(entry);
}

function day(entry: HistoryEntry | undefined): string {
  return entry?.at.slice(0, 10) ?? '';
}
