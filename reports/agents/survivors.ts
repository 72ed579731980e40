/** The breaks that no test notices, as a coding agent reads them: one at a time, with what is known of why. */
import type { Audit, AuditedMutant } from '../../src/model/audit.ts';
import type { UnnoticedKind, UnnoticedOfChange } from '../../src/model/change.ts';
import { isTheater } from '../../src/model/finding.ts';
import { describeBreak } from '../breaks.ts';
import { canLoseBody, reaching, type Unit, unnoticed, worstFirst } from '../facts.ts';
import { findingNames } from '../findings/index.ts';
import { nameText, oneLine } from '../text.ts';
import { count } from '../wording.ts';

export interface SurvivorFilter {
  /** A file or folder, relative to the root with `/`. */
  path?: string | undefined;
  /** Name of a function. */
  function?: string | undefined;
  /** Only those that a change made worse: new ones, and those that tests noticed before. */
  onlyWorse?: boolean | undefined;
}

export interface Page {
  /** 1-based: the first to tell. */
  from: number;
  limit: number;
}

/** A page of them, those first that are most worth a reader's time; the last line says how to go on. */
export function survivorLines(audit: Audit, filter: SurvivorFilter, { from, limit }: Page): string[] {
  const found = survivors(audit).filter((one) => fits(one, filter));
  const shown = found.slice(from - 1, from - 1 + limit);
  const more = found.length - (from - 1 + shown.length);
  if (found.length === 0) return ['No test misses a break here: there is no survivor.'];
  return [
    `${count(found.length, 'break')} that no test notices${shown.length < found.length ? `, ${from} to ${from + shown.length - 1}` : ''}:`,
    ...shown.flatMap((one) => survivorEntry(one, audit)),
    ...(more > 0 ? [`and ${more} more (from: ${from + shown.length})`] : []),
  ];
}

export interface Survivor {
  mutant: AuditedMutant;
  unit: Unit;
  change: UnnoticedOfChange | undefined;
}

/** What a change made worse comes first, what is not worth a test last; else the worst functions first. */
export function survivors(audit: Audit): Survivor[] {
  const ofChange = new Map(audit.change?.unnoticed.map((each) => [each.id, each]));
  return worstFirst(audit)
    .flatMap((unit) =>
      unnoticed(unit)
        .toSorted((a, b) => Number(b.level === 'function') - Number(a.level === 'function'))
        .map((mutant) => ({ mutant, unit, change: ofChange.get(mutant.id) })),
    )
    .sort((a, b) => placeOf(a) - placeOf(b));
}

const kindOrder: Record<UnnoticedKind, number> = { 'new-survivor': 0, 'lost-kill': 0, unknown: 1, old: 2 };
const behindAll = 1_000_000;

function placeOf({ change }: Survivor): number {
  if (change === undefined) return 4 * behindAll;
  if (change.arid !== undefined) return 3 * behindAll;
  return kindOrder[change.kind] * behindAll + (change.rank ?? behindAll - 1);
}

export function isWorse({ change }: Survivor): boolean {
  return change?.kind === 'new-survivor' || change?.kind === 'lost-kill';
}

function fits(one: Survivor, { path, function: name, onlyWorse }: SurvivorFilter): boolean {
  const { file } = one.mutant;
  const isThere = path === undefined || file === path || file.startsWith(`${path.replace(/\/$/, '')}/`);
  const isNamed = name === undefined || (one.unit.kind === 'function' && isCalled(one.unit.name, name));
  return isThere && isNamed && (!onlyWorse || isWorse(one));
}

/** `total` is also `Cart.total`, and `checkout > total`. */
function isCalled(name: string, wanted: string): boolean {
  return name === wanted || name.endsWith(`.${wanted}`) || name.endsWith(` > ${wanted}`);
}

/** What and where it is, and on a second line what is known of why. */
export function survivorEntry(one: Survivor, audit: Audit): string[] {
  const { mutant, unit } = one;
  const { file, location } = mutant;
  const name = unit.kind === 'function' ? nameText(unit.name) : 'outside functions';
  const place = `${nameText(file)}:${location.start.line}:${location.start.column}`;
  return [
    `${nameText(mutant.id)}  ${place}  ${name}: ${describeBreak(mutant)}`,
    `    ${whyLines(one, audit).join('; ')}`,
  ];
}

/** What is known of why nothing notices it. */
function whyLines({ mutant, unit, change }: Survivor, audit: Audit): string[] {
  return [
    ...(change ? [changeWords(change)] : []),
    reachedWords(mutant),
    ...(mutant.body !== 'deleted' && canLoseBody(unit) && reaching(unit) > 0
      ? ['the whole body of its function can be deleted']
      : []),
    ...theaterWords(mutant, audit),
    ...(mutant.byChance ? ['it depends on what tests draw at random'] : []),
    ...(mutant.wallClock ? ['it depends on the time that tests take'] : []),
    ...(change?.arid === undefined ? [] : [`hardly worth a test: ${oneLine(change.arid)}`]),
  ];
}

const kindWords: Record<UnnoticedKind, string> = {
  'new-survivor': 'new with this change',
  'lost-kill': 'tests noticed it before this change',
  old: 'old: unnoticed before this change too',
  unknown: 'whether it was noticed before is not known',
};

function changeWords({ kind, isNewCode, noticedBefore = [] }: UnnoticedOfChange): string {
  const [first, ...others] = noticedBefore;
  const by =
    first === undefined
      ? ''
      : `, by "${nameText(first.name)}"${others.length > 0 ? ` and ${others.length} more` : ''}`;
  return `${isNewCode ? 'in new code' : kindWords[kind]}${by}`;
}

function reachedWords({ status, coveredBy }: AuditedMutant): string {
  if (status === 'no-coverage') return 'no test runs it';
  if (coveredBy.length === 0) return 'no test fails';
  const [verb, none] = coveredBy.length === 1 ? ['runs', 'it does not fail'] : ['run', 'none fails'];
  return `${count(coveredBy.length, 'test')} ${verb} it, ${none}`;
}

/** Tests among those that run it which would not notice any break. */
function theaterWords({ coveredBy }: AuditedMutant, { findings }: Audit): string[] {
  const found = findings.filter((finding) => isTheater(finding) && coveredBy.includes(finding.testId));
  const [first, ...others] = found;
  if (first === undefined) return [];
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return [`"${nameText(first.test)}"${more} would not fail (${findingNames[first.kind]})`];
}
