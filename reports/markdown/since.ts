import type { Audit, AuditedMutant } from '../../src/model/audit.ts';
import { type Comparison, fallOf } from '../../src/model/comparison.ts';
import { type Finding, isTheater } from '../../src/model/finding.ts';
import { type Unit, worstFirst } from '../facts.ts';
import { findingNames } from '../findings/index.ts';
import { acceptedCounts, acceptedReason, count, movedWords, number } from '../wording.ts';
import { breakText, code, type PageLink, words } from './escape.ts';

/** How many of a kind are named; of the others their number is enough. */
const limit = 5;
/** How many breaks of one function are named. */
const breaksNamed = 2;

/** What changed since the audit before, as a list: worse first. */
export function sinceLines(comparison: Comparison, audit: Audit, link: PageLink): string[] {
  const { functions, findingsGone, won } = comparison;
  const changes = [
    ...named(
      'newly accepted',
      audit.mutants.filter(({ id }) => comparison.accepted.includes(id)),
      acceptedLine,
      link,
    ),
    ...(comparison.accepted.length > 0 ? [`- ${acceptedCounts}`] : []),
    ...movedLine(comparison.realCoverage),
    ...named('new finding', theaterFirst(comparison.findingsAdded), findingLine, link),
    ...named(
      'worse verdict',
      functions.filter((changed) => fallOf(changed) > 0),
      verdictLine,
      link,
    ),
    ...named('no longer noticed', byUnit(comparison.lost, audit), breaksLine, link),
    ...named('new and uncaught', byUnit(comparison.newUnnoticed, audit), breaksLine, link),
    ...named(
      'better verdict',
      functions.filter((changed) => fallOf(changed) < 0),
      verdictLine,
      link,
    ),
    ...(won.length > 0 ? [`- ${count(won.length, 'more break')} noticed`] : []),
    ...(findingsGone.length > 0 ? [`- ${count(findingsGone.length, 'finding')} gone`] : []),
  ];
  return changes.length === 0 ? ['Nothing changed.'] : changes;
}

function movedLine(moved: Comparison['realCoverage']): string[] {
  return moved.before === moved.after ? [] : [`- real coverage ${movedWords(moved)}`];
}

function acceptedLine(mutant: AuditedMutant, link: PageLink): string {
  const { id, file, location } = mutant;
  const place = code(`${file}:${location.start.line}`);
  return `${link(breakText(mutant), 'mutant', id)} ${place}: ${words(acceptedReason(mutant))}`;
}

function named<T>(
  what: string,
  all: T[],
  line: (one: T, link: PageLink) => string,
  link: PageLink,
): string[] {
  const more = all.length - limit;
  return [
    ...all.slice(0, limit).map((one) => `- ${what}: ${line(one, link)}`),
    ...(more > 0 ? [`- ${what}: ${number(more)} more`] : []),
  ];
}

function theaterFirst(findings: Finding[]): Finding[] {
  return [...findings].sort((a, b) => Number(isTheater(b)) - Number(isTheater(a)));
}

interface Changed {
  unit: Unit;
  breaks: AuditedMutant[];
}

/** The functions that these breaks belong to, most breaks first. */
function byUnit(ids: string[], audit: Audit): Changed[] {
  const wanted = new Set(ids);
  return worstFirst(audit)
    .map((unit) => ({ unit, breaks: unit.mutants.filter(({ id }) => wanted.has(id)) }))
    .filter(({ breaks }) => breaks.length > 0)
    .sort((a, b) => b.breaks.length - a.breaks.length);
}

function breaksLine({ unit, breaks }: Changed, link: PageLink): string {
  const links = breaks.slice(0, breaksNamed).map((mutant) => link(breakText(mutant), 'mutant', mutant.id));
  const more = breaks.length - links.length;
  return `${unitLink(unit, link)}: ${[...links, ...(more > 0 ? [`${number(more)} more`] : [])].join(', ')}`;
}

function unitLink({ kind, id, name, file, line }: Unit, link: PageLink): string {
  const place = code(`${file}:${line}`);
  if (kind === 'function') return `${link(code(name), 'function', id)} ${place}`;
  return `${kind === 'module' ? link(name, 'file', file) : name} ${place}`;
}

function verdictLine({ id, name, before, after }: Comparison['functions'][number], link: PageLink): string {
  return `${link(code(name), 'function', id)} ${before} → **${after}**`;
}

function findingLine({ kind, test, testId }: Finding, link: PageLink): string {
  return `${findingNames[kind]} ${link(code(test), 'test', testId)}`;
}
