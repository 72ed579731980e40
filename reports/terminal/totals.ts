import type { Audit, MutantStatus, Notice } from '../../src/model/audit.ts';
import { changeFacts } from '../change/facts.ts';
import { countByStatus, countByVerdict, countUnjudged, shownGap } from '../facts.ts';
import type { Paint } from '../paint.ts';
import { gateWords, resultWords } from '../scope.ts';
import { flow, nameText, oneLine } from '../text.ts';
import { count, percent, statusWords } from '../wording.ts';
import { type Context, labelWidth, verdictColor } from './context.ts';
import { contractCounts, violationLines } from './contracts.ts';
import { testCounts } from './findings.ts';
import { firstListed } from './functions.ts';
import { verificationLines } from './reproduction.ts';
import { slowFiles, slowTests, time } from './times.ts';

const noticeLimit = 10;

/** A label and what stands beside it, line by line. */
type Row = [label: string, lines: string[]];

/** Counts, the headline, then gate, notices, the slowest things and where the files are. */
export function totalsSection(audit: Audit, context: Context): string[] {
  const above: Row[] = [
    ['functions', functionCounts(audit, context)],
    ['breaks', breakCounts(audit, context)],
    ['tests', testCounts(audit, context)],
    ['contracts', contractCounts(audit, context)],
    ['violations', violationLines(audit.violations, context.paint)],
  ];
  const below: Row[] = [
    ['gate', gate(audit, context.paint)],
    ['verified', verificationLines(audit, context.paint)],
    ['notices', notices(audit.notices, context)],
    ['slow files', context.times ? slowFiles(audit, context) : []],
    ['slow tests', context.times ? slowTests(audit, context) : []],
    ['time', context.times ? time(audit) : []],
    ['files', (context.outFiles ?? []).map(nameText)],
    ['next', context.asksNoMore ? [] : next(audit, context.paint)],
  ];
  const headings = [...incomplete(audit, context.paint), headline(audit, context.paint)];
  return [...rows(above, context.paint), '', ...headings, '', ...rows(below, context.paint)];
}

function rows(all: Row[], { dim }: Paint): string[] {
  return all.flatMap(([label, lines]) =>
    lines.map((line, index) => dim((index === 0 ? label : '').padEnd(labelWidth)) + line),
  );
}

function functionCounts(audit: Audit, { paint }: Context): string[] {
  const counts = countByVerdict(audit);
  const parts = (['pseudo-tested', 'untested', 'weak', 'tested'] as const)
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => verdictColor(verdict, paint)(`${counts[verdict].toLocaleString('en-US')} ${verdict}`));
  const unjudged = countUnjudged(audit);
  if (unjudged > 0) parts.push(`${unjudged.toLocaleString('en-US')} without a verdict`);
  return [parts.join(' · ') || (audit.imported ? 'not known' : 'none')];
}

function breakCounts(audit: Audit, { width }: Context): string[] {
  const counts = countByStatus(audit);
  const parts = (Object.keys(statusWords) as MutantStatus[])
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status].toLocaleString('en-US')} ${statusWords[status]}`);
  return parts.length === 0 ? ['none'] : flow(parts, width - labelWidth);
}

function incomplete({ complete }: Audit, { yellow }: Paint): string[] {
  return complete
    ? []
    : [yellow('incomplete: not every break was judged, and the figures are of those that were')];
}

/** The line the whole audit comes down to. */
export function headline(audit: Audit, { bold, dim }: Paint): string {
  const { realCoverage: real, claimedCoverage: claimed } = audit;
  const result = bold(resultWords(audit, percent));
  // Of a change, what matters are the functions that changed, and these figures are of all in scope.
  if (real.percent === null || audit.change) return result;
  const without = percent(real.percentWithoutTimeouts);
  const timeouts = real.percentWithoutTimeouts === real.percent ? '' : dim(` (${without} without timeouts)`);
  // Reports of other tools need not say what tests run.
  if (claimed.percent === null) return `${result}${timeouts}`;
  const gap = count(shownGap(audit), 'point');
  return `${result}${timeouts} · claimed ${percent(claimed.percent)} · ${bold(`theater gap ${gap}`)}`;
}

function gate({ gate: { status, reasons } }: Audit, { green, red, yellow, dim }: Paint): string[] {
  const [first, ...others] = reasons.map(oneLine);
  const color = { none: dim, passed: green, failed: red, undecided: yellow, 'nothing-to-check': dim }[status];
  const result = color(gateWords[status]);
  return [first === undefined ? result : `${result}: ${first}`, ...others];
}

/** What keeps the audit from being taken for a good one, where little else is printed. */
export function objections(audit: Audit, paint: Paint): string[] {
  const { status, reasons } = audit.gate;
  // The gate that somebody believes in may be in there.
  const unread = audit.notices.filter(({ kind }) => kind === 'config-unread');
  return [
    ...incomplete(audit, paint),
    ...unread.map(({ file, message }) => `${nameText(file ?? '')}: ${oneLine(message)}`),
    ...(status === 'failed' ? reasons.map(oneLine) : []),
    ...(status === 'undecided' ? [`gate ${gateWords.undecided}: ${oneLine(reasons.join('; '))}`] : []),
  ];
}

function notices(all: Notice[], { verbose, paint }: Context): string[] {
  const shown = verbose ? all : all.slice(0, noticeLimit);
  const lines = shown.map(
    ({ file, message }) => `${file === undefined ? '' : `${nameText(file)}: `}${oneLine(message)}`,
  );
  const more = all.length - shown.length;
  return more === 0 ? lines : [...lines, paint.dim(`… and ${more} more, see --verbose or the files`)];
}

/** The command that shows the first break to look at. */
function next(audit: Audit, { cyan }: Paint): string[] {
  const first = changeFacts(audit)?.first[0]?.mutant ?? firstListed(audit);
  return first === undefined
    ? []
    : [`${cyan(`realcov show ${nameText(first.id)}`)} shows a break, its verdict and its tests`];
}
