import { type Audit, type AuditedMutant, isUnnoticed, type MutantStatus } from '../../src/model/audit.ts';
import { describeBreak } from '../breaks.ts';
import { counted, isLacking, testIds, type Unit, unnoticed, worstFirst } from '../facts.ts';
import type { Paint } from '../paint.ts';
import { isRun, reachWords } from '../reach.ts';
import { flow, nameText, widest } from '../text.ts';
import { count, noticing } from '../wording.ts';
import { type Context, verdictColor } from './context.ts';

const limits = { units: 20, breaks: 6, untested: 2, noticed: 2 };

/** The functions with their breaks, worst first; tested ones only when everything is asked for. */
export function functionsSection(audit: Audit, context: Context): string[] {
  const isWorthIt = (unit: Unit) => isLacking(unit) && (audit.complete || isRun(unit));
  const units = worstFirst(audit).filter((unit) => context.verbose || isWorthIt(unit));
  const shown = context.verbose ? units : units.slice(0, limits.units);
  const isTest = testIds(audit);
  return [
    ...shown.flatMap((unit, index) => [...(index > 0 ? [''] : []), ...unitLines(unit, isTest, context)]),
    ...moreUnits(units.length - shown.length, context.paint),
  ];
}

/** What no test notices, in the order in which it is listed. */
function listedBreaks(unit: Unit): AuditedMutant[] {
  return functionLevelFirst(unnoticed(unit));
}

/** The first break that the section lists. */
export function firstListed(audit: Audit): AuditedMutant | undefined {
  return worstFirst(audit).flatMap(listedBreaks)[0];
}

function moreUnits(more: number, { dim }: Paint): string[] {
  if (more === 0) return [];
  return ['', dim(`… and ${more.toLocaleString('en-US')} more, see --verbose or the files`)];
}

function unitLines(unit: Unit, isTest: (id: string) => boolean, context: Context): string[] {
  const unproven = counted(unit).filter((mutant) => mutant.status === 'unproven');
  const noticed = unit.mutants.filter((mutant) => isShownAsNoticed(mutant, context));
  const listed = [...listedBreaks(unit), ...unproven];
  const limit = context.verbose ? Infinity : unit.verdict === 'untested' ? limits.untested : limits.breaks;
  const room = context.verbose ? Infinity : Math.max(limits.noticed, limit - listed.length);
  return [
    titleLine(unit, context.paint),
    ...breakLines(listed.slice(0, limit), isTest, context.paint),
    ...moreBreaks(listed.length - limit, context.paint),
    ...noticedLines(functionLevelFirst(noticed), room, isTest, context),
  ];
}

function titleLine(unit: Unit, paint: Paint): string {
  const place = `${nameText(unit.file)}:${unit.line}`;
  const name = unit.kind === 'function' ? paint.bold(nameText(unit.name)) : nameText(unit.name);
  const reach = reachWords(unit);
  return `${verdictLabel(unit, paint)}${place}  ${name}${paint.dim(reach && ` · ${reach}`)}`;
}

/** The verdict; nothing outside functions, where there is none. */
function verdictLabel({ verdict }: Unit, paint: Paint): string {
  return verdict === undefined ? '' : `${verdictColor(verdict, paint)(verdict)}  `;
}

/** One line for each break that is not noticed: id, place, what was done, who notices. */
function breakLines(
  mutants: AuditedMutant[],
  isTest: (id: string) => boolean,
  { cyan, dim, red, yellow }: Paint,
): string[] {
  const ids = widest(mutants.map(({ id }) => nameText(id)));
  const places = widest(mutants.map(place));
  return mutants.map((mutant) => {
    const notice = (mutant.status === 'unproven' ? yellow : red)(noticing(mutant, isTest));
    return `  ${cyan(nameText(mutant.id).padEnd(ids))}  ${dim(place(mutant).padStart(places))}  ${describeBreak(mutant)}: ${notice}`;
  });
}

function place({ location }: AuditedMutant): string {
  return `${location.start.line}:${location.start.column}`;
}

function moreBreaks(more: number, { dim }: Paint): string[] {
  return more > 0 ? [dim(`  … and ${count(more, 'more break')}`)] : [];
}

/** The breaks that somebody notices, flowing, for they are good news. */
function noticedLines(
  mutants: AuditedMutant[],
  room: number,
  isTest: (id: string) => boolean,
  context: Context,
): string[] {
  const phrases = mutants.slice(0, room).map((mutant) => phrase(mutant, isTest));
  if (mutants.length > room) phrases.push(`${mutants.length - room} more noticed`);
  return flow(phrases, context.width - 2).map((line) => `  ${context.paint.dim(line)}`);
}

function phrase(mutant: AuditedMutant, isTest: (id: string) => boolean): string {
  const probe = mutant.level === 'probe' ? ' (probe)' : '';
  return `${describeBreak(mutant)}${probe}: ${noticing(mutant, isTest)}`;
}

const onRequest = new Set<MutantStatus>(['ignored', 'accepted', 'invalid']);

/** Not listed on its own line, and worth a word: probes, ignored, accepted and invalid breaks only when all is asked for. */
function isShownAsNoticed(mutant: AuditedMutant, { verbose }: Context): boolean {
  if (mutant.level === 'probe') return verbose;
  if (onRequest.has(mutant.status)) return verbose;
  return !isUnnoticed(mutant) && mutant.status !== 'unproven';
}

function functionLevelFirst(mutants: AuditedMutant[]): AuditedMutant[] {
  return mutants.toSorted((a, b) => Number(b.level === 'function') - Number(a.level === 'function'));
}
