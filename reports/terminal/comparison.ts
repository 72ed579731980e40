/** What changed from one audit to another: what tests no longer notice first, for it needs somebody to look. */
import type { Audit, AuditedMutant } from '../../src/model/audit.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Finding } from '../../src/model/finding.ts';
import { describeBreak } from '../breaks.ts';
import { testIds } from '../facts.ts';
import { describeFinding, findingNames } from '../findings/index.ts';
import { type Paint, paint } from '../paint.ts';
import { nameText, oneLine } from '../text.ts';
import { acceptedCounts, acceptedReason, count, movedWords, noticing } from '../wording.ts';
import { verdictColor } from './context.ts';

const limit = 10;

/** The audits that were compared. */
interface Pair {
  before: Audit;
  after: Audit;
}

/** As one text that ends in a line end. */
export function renderComparison(
  comparison: Comparison,
  { before, after }: Pair,
  { colors }: { colors: boolean },
): string {
  const paints = paint(colors);
  const breaks = new Map(after.mutants.map((mutant) => [mutant.id, mutant]));
  const pick = (ids: string[]) => ids.flatMap((id) => breaks.get(id) ?? []);
  const { red, green, yellow } = paints;
  const sections = [
    [headline(comparison, paints), ...acceptedNote(comparison, paints)],
    section(yellow('newly accepted, not noticed by any test'), pick(comparison.accepted), (mutant) =>
      acceptedLine(mutant, paints),
    ),
    section(red('no longer noticed'), pick(comparison.lost), (mutant) => lost(mutant, before, paints)),
    section(yellow('new and uncaught'), pick(comparison.newUnnoticed), (mutant) =>
      breakLine(mutant, after, paints),
    ),
    section('verdicts', comparison.functions, (changed) => verdictLine(changed, paints)),
    section(red('findings, new'), comparison.findingsAdded, (finding) => findingLine(finding, paints)),
    section(green('findings, resolved'), comparison.findingsGone, (finding) => findingLine(finding, paints)),
    section(green('noticed now'), pick(comparison.won), (mutant) => breakLine(mutant, after, paints)),
    functionCounts(comparison),
  ].filter((lines) => lines.length > 0);
  if (sections.length === 1) sections.push(['nothing else changed']);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headline({ realCoverage: real, claimedCoverage: claimed }: Comparison, { bold }: Paint): string {
  return `${bold(`real coverage ${movedWords(real)}`)} · claimed ${movedWords(claimed)}`;
}

function acceptedNote({ accepted }: Comparison, { dim }: Paint): string[] {
  return accepted.length === 0 ? [] : [dim(acceptedCounts)];
}

/** Which break, and why it was accepted by whom. */
function acceptedLine(mutant: AuditedMutant, paints: Paint): string {
  return `${placed(mutant, paints)}: ${acceptedReason(mutant)}`;
}

function section<T>(title: string, all: T[], line: (one: T) => string): string[] {
  if (all.length === 0) return [];
  const more = all.length - limit;
  return [
    `${title} (${all.length.toLocaleString('en-US')})`,
    ...all.slice(0, limit).map((one) => `  ${line(one)}`),
    ...(more > 0 ? [`  … and ${count(more, 'more', 'more')}, see --json`] : []),
  ];
}

function breakLine(mutant: AuditedMutant, audit: Audit, paints: Paint): string {
  return `${placed(mutant, paints)}: ${noticing(mutant, testIds(audit))}`;
}

/** With who noticed it before: there the reason is to be looked for. */
function lost(mutant: AuditedMutant, before: Audit, paints: Paint): string {
  const killer = before.mutants.find(({ id }) => id === mutant.id)?.killedBy[0];
  const name = before.tests.find(({ id }) => id === killer)?.name;
  return `${placed(mutant, paints)}${name === undefined ? '' : paints.dim(` (noticed by "${nameText(name)}")`)}`;
}

function placed(mutant: AuditedMutant, { cyan }: Paint): string {
  const { id, file, location } = mutant;
  return `${cyan(nameText(id))}  ${nameText(file)}:${location.start.line}  ${describeBreak(mutant)}`;
}

function verdictLine({ file, name, before, after }: Comparison['functions'][number], paints: Paint): string {
  const change = `${verdictColor(before, paints)(before)} → ${verdictColor(after, paints)(after)}`;
  return `${change}  ${nameText(file)}  ${paints.bold(nameText(name))}`;
}

function findingLine(finding: Finding, { bold }: Paint): string {
  const { kind, file, line, test } = finding;
  const place = line === 0 ? file : `${file}:${line}`;
  return `${findingNames[kind]}  ${nameText(place)}  ${bold(nameText(test))}: ${oneLine(describeFinding(finding))}`;
}

function functionCounts({ functionsAdded, functionsGone }: Comparison): string[] {
  const parts = [
    functionsAdded.length > 0 ? `${count(functionsAdded.length, 'function')} added` : '',
    functionsGone.length > 0 ? `${count(functionsGone.length, 'function')} gone` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [parts.join(' · ')];
}
