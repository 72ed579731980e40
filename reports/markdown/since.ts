import type { Audit, AuditedMutant } from '../../src/model/audit.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Finding } from '../../src/model/finding.ts';
import { describeBreak } from '../breaks.ts';
import { findingNames } from '../findings.ts';
import { count, percent, pointsOf } from '../wording.ts';
import { code, pageLink, words } from './escape.ts';

/** How many of a kind are named; of the others their number is enough. */
const limit = 5;

/** What changed since the audit before, as a list: worse first. */
export function sinceLines(comparison: Comparison, audit: Audit): string[] {
  const { realCoverage, lost, newUnnoticed, functions, findingsAdded, findingsGone, won } = comparison;
  const breaks = new Map(audit.mutants.map((mutant) => [mutant.id, mutant]));
  const pick = (ids: string[]) => ids.flatMap((id) => breaks.get(id) ?? []);
  const changes = [
    ...named('no longer noticed', pick(lost), breakLine),
    ...named('new, and no test notices', pick(newUnnoticed), breakLine),
    ...named('another verdict', functions, verdictLine),
    ...named('new finding', findingsAdded, findingLine),
    ...(findingsGone.length > 0 ? [`- ${count(findingsGone.length, 'finding')} gone`] : []),
    ...(won.length > 0 ? [`- ${count(won.length, 'more break')} noticed`] : []),
  ];
  const { before, after } = realCoverage;
  const moved = `real coverage ${percent(before)} → ${percent(after)} (${pointsOf(before, after)})`;
  const figures = before === after ? [] : [`- ${moved}`];
  return changes.length + figures.length === 0 ? ['Nothing changed.'] : [...figures, ...changes];
}

function named<T>(what: string, all: T[], line: (one: T) => string): string[] {
  const more = all.length - limit;
  return [
    ...all.slice(0, limit).map((one) => `- ${what}: ${line(one)}`),
    ...(more > 0 ? [`- ${what}: ${more.toLocaleString('en-US')} more`] : []),
  ];
}

function breakLine(mutant: AuditedMutant): string {
  const place = code(`${mutant.file}:${mutant.location.start.line}`);
  return `${pageLink(place, 'mutant', mutant.id)} ${words(describeBreak(mutant))}`;
}

function verdictLine({ id, name, before, after }: Comparison['functions'][number]): string {
  return `${pageLink(code(name), 'function', id)} ${before} → **${after}**`;
}

function findingLine({ kind, test, testId }: Finding): string {
  return `${findingNames[kind]} ${pageLink(code(test), 'test', testId)}`;
}
