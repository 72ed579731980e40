/** The audits of a project one after the other, and how the figures moved. */
import { severities } from '../../src/model/finding.ts';
import { acceptedOf, type HistoryEntry, movedCoverage } from '../../src/model/history.ts';
import { type Paint, paint } from '../paint.ts';
import { oneLine, shorten, widest } from '../text.ts';
import { count, minute, percent, wholePercent } from '../wording.ts';

const limit = 20;

interface Style {
  colors: boolean;
  /** Columns to fit a line into. */
  width: number;
}

const figures = ['when (UTC)', 'commit', 'real', 'claimed', 'pseudo-tested', 'untested', 'weak', 'theater'];

/** The last 20 as a table, the newest last, so that it ends up in view. */
export function renderHistory(history: readonly HistoryEntry[], { colors, width }: Style): string {
  if (history.length === 0) return 'no audit of the whole project was kept yet; realcov audit does that\n';
  const paints = paint(colors);
  const first = Math.max(0, history.length - limit);
  const hasAccepted = history.slice(first).some((entry) => acceptedOf(entry) > 0);
  const titles = hasAccepted ? [...figures, 'accepted'] : figures;
  const rows = history
    .slice(first)
    .map((entry, index) => cells(entry, history[first + index - 1]).slice(0, titles.length));
  const widths = titles.map((title, column) => widest([title, ...rows.map((row) => row[column] ?? '')]));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  const room = Math.max(width - line(titles).length - 2, 20);
  const lines = [
    paints.dim(line(titles)),
    ...rows.map((row, index) => `${line(row)}  ${subject(history[first + index]!, room, paints)}`.trimEnd()),
    ...(first > 0 ? [paints.dim(`${count(first, 'older audit')} in --json`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function cells(entry: HistoryEntry, before: HistoryEntry | undefined): string[] {
  const { at, commit, functions } = entry;
  const was = before?.functions;
  return [
    minute(at),
    commit ? `${oneLine(commit.hash).slice(0, 7)}${commit.changed ? '+' : ''}` : '',
    percent(entry.realCoverage.percent) + movedReal(entry, before),
    moved(entry.claimedCoverage.percent, before?.claimedCoverage.percent, percent),
    ...(['pseudo-tested', 'untested', 'weak'] as const).map((verdict) =>
      moved(functions[verdict] ?? 0, was && (was[verdict] ?? 0), String),
    ),
    moved(theater(entry), before && theater(before), String),
    moved(acceptedOf(entry), before && acceptedOf(before), String),
  ];
}

/** Of the same breaks in both: to accept some is no progress. */
function movedReal(entry: HistoryEntry, before: HistoryEntry | undefined): string {
  const pair = before && movedCoverage(before, entry);
  return pair ? moved(pair.after, pair.before, percent).slice(percent(pair.after).length) : '';
}

/** A figure, and by how much it moved since the audit before. */
function moved(now: number, before: number | undefined, shown: (value: number) => string): string {
  if (before === undefined) return shown(now);
  const by = shown === percent ? wholePercent(now) - wholePercent(before) : now - before;
  const rounded = Math.round(by * 10) / 10;
  if (rounded === 0) return shown(now);
  return `${shown(now)} ${rounded < 0 ? '−' : '+'}${Math.abs(rounded)}`;
}

function theater({ findings }: HistoryEntry): number {
  return Object.entries(findings)
    .filter(([kind]) => severities[kind as keyof typeof severities] === 'error')
    .reduce((sum, [, found]) => sum + found, 0);
}

function subject({ commit }: HistoryEntry, room: number, { dim }: Paint): string {
  return commit ? dim(shorten(oneLine(commit.subject), room)) : '';
}
