/** Which of the breaks that a change leaves unnoticed a reader sees first, and which are left out there. */
import { type Audit, type AuditedMutant, isNoticed, isUnnoticed } from '../model/audit.ts';
import type { Change, UnnoticedOfChange } from '../model/change.ts';
import type { Decision } from '../model/decision.ts';
import { isBreak } from '../model/mutant.ts';
import type { Location, Position } from '../model/source.ts';
import { aridIn } from './arid/index.ts';
import { learnedRate, type Rate, usefulnessOf } from './rates.ts';

interface Candidate {
  entry: UnnoticedOfChange;
  mutant: AuditedMutant;
  /** Somebody said that it needs a test. */
  isWanted: boolean;
  rate: number;
}

/**
 * The same with a `rank` for the breaks that are worth a look, or the reason why the code of a break is `arid`: of new survivors
 * and lost kills at most one a line, where a whole body can be replaced none of what is in it, and one of a function that tests notice
 * nearly all of. Pure but for `readSource`.
 * @param readSource text of a source as it was audited; undefined if it cannot be read
 */
export function withRanks<T extends Pick<Audit, 'mutants' | 'change'>>(
  audit: T,
  readSource: (file: string) => string | undefined,
  decisions: readonly Decision[],
): T {
  const { change } = audit;
  if (!change) return audit;
  const wanted = new Set(decisions.filter(({ kind }) => kind === 'needs-a-test').map(({ mutant }) => mutant));
  const all = candidates(audit, change, wanted, learnedRate(decisions));
  const isWellTested = wellTested(audit.mutants);
  const reasons = aridReasons(all, readSource);
  for (const each of all) if (isLittleLeft(each, isWellTested)) reasons.set(each.mutant.id, littleLeft);
  const ranks = ranked(
    all.filter(({ entry }) => !reasons.has(entry.id)),
    isWellTested,
    audit.mutants.filter(isNoticed),
  );
  const usefulness = usefulnessOf(decisions);
  const unnoticed = change.unnoticed.map(({ rank: _, arid: __, ...entry }): UnnoticedOfChange => {
    const [rank, arid] = [ranks.get(entry.id), reasons.get(entry.id)];
    return { ...entry, ...(rank !== undefined && { rank }), ...(arid !== undefined && { arid }) };
  });
  return { ...audit, change: { ...change, unnoticed, ...(usefulness && { usefulness }) } };
}

/** What the change made worse. */
function candidates(
  { mutants }: Pick<Audit, 'mutants'>,
  { unnoticed }: Change,
  wanted: ReadonlySet<string>,
  rate: Rate,
): Candidate[] {
  const byId = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  return unnoticed.flatMap((entry) => {
    const mutant = byId.get(entry.id);
    const isWorse = entry.kind === 'new-survivor' || entry.kind === 'lost-kill';
    if (!mutant || !isWorse) return [];
    return [{ entry, mutant, isWanted: wanted.has(entry.id), rate: rate(mutant) }];
  });
}

/** What somebody wants a test for is never left out. */
function aridReasons(
  all: readonly Candidate[],
  readSource: (file: string) => string | undefined,
): Map<string, string> {
  const byFile = Map.groupBy(
    all.filter(({ isWanted }) => !isWanted),
    ({ mutant }) => mutant.file,
  );
  const reasons = new Map<string, string>();
  for (const [file, ofFile] of byFile) {
    const source = readSource(file);
    if (source === undefined) continue;
    const aridOf = aridIn(source, file);
    for (const { mutant } of ofFile) {
      const reason = aridOf(mutant);
      if (reason !== undefined) reasons.set(mutant.id, reason);
    }
  }
  return reasons;
}

/** Of a function with at least so many breaks a tenth or two unnoticed says little. */
const enoughBreaks = 10;
const mostlyNoticed = 0.8;
const littleLeft = 'in a function whose breaks are nearly all noticed';

/** A part of new code that is left there is more often without effect than without a test. */
function isLittleLeft({ mutant, entry, isWanted }: Candidate, isWellTested: ReadonlySet<string>): boolean {
  const isNew = entry.kind === 'new-survivor' && entry.isNewCode === true;
  return isNew && !isWanted && mutant.level === 'statement' && isWellTested.has(mutant.function ?? '');
}

/** Functions of which tests notice nearly everything. */
function wellTested(mutants: readonly AuditedMutant[]): ReadonlySet<string> {
  const judged = mutants.filter((each) => isBreak(each) && (isNoticed(each) || isUnnoticed(each)));
  const byFunction = Map.groupBy(judged, ({ function: owner = '' }) => owner);
  const isWell = ([owner, own]: [string, AuditedMutant[]]) =>
    owner !== '' && own.length >= enoughBreaks && own.filter(isNoticed).length >= mostlyNoticed * own.length;
  return new Set([...byFunction].filter(isWell).map(([owner]) => owner));
}

function ranked(
  all: readonly Candidate[],
  wellTestedOnes: ReadonlySet<string>,
  noticed: readonly AuditedMutant[],
): Map<string, number> {
  const bodies = all
    .filter(({ mutant }) => mutant.body !== undefined && isWholeTold(mutant, noticed))
    .map(({ mutant }) => mutant);
  const taken = new Set<string>();
  const ranks = new Map<string, number>();
  for (const { mutant, isWanted, entry } of all.toSorted(byWorth)) {
    const isPart = !isWanted && bodies.some((body) => body !== mutant && standsFor(body, mutant));
    const isOneOfFew = !isWanted && entry.kind !== 'lost-kill' && wellTestedOnes.has(mutant.function ?? '');
    const keys = [...keysOf(mutant), ...(isOneOfFew ? [`rest of ${mutant.function}`] : [])];
    if (isPart || keys.some((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    ranks.set(mutant.id, ranks.size + 1);
  }
  return ranks;
}

/** Equal ones stay in the order of the source. */
function byWorth(a: Candidate, b: Candidate): number {
  return (
    Number(b.isWanted) - Number(a.isWanted) ||
    size(b.mutant) - size(a.mutant) ||
    Math.sign(Math.round(100 * (b.rate - a.rate))) ||
    Number(b.entry.kind === 'lost-kill') - Number(a.entry.kind === 'lost-kill') ||
    linesOfBody(b.mutant) - linesOfBody(a.mutant)
  );
}

/** How much of a function is broken: all of it, what it gives, a part. */
function size({ level, body }: AuditedMutant): number {
  if (body === 'deleted') return 3;
  if (body === 'constant') return 2;
  return level === 'function' ? 1 : 0;
}

/** A long body does more than a callback of one line. */
function linesOfBody({ body, location }: AuditedMutant): number {
  return body === 'deleted' ? location.end.line - location.start.line : 0;
}

/** One is enough of a line, and one of those that break a whole function. */
function keysOf({ file, function: owner, level, location }: AuditedMutant): string[] {
  const line = `${file}:${location.start.line}`;
  return level === 'function' && owner !== undefined ? [line, `function ${owner}`] : [line];
}

/** A body as a constant says it all only where tests notice no part of it: otherwise the parts say what is missing. */
function isWholeTold(body: AuditedMutant, noticed: readonly AuditedMutant[]): boolean {
  return body.body === 'deleted' || !noticed.some((each) => isBreak(each) && isInside(each, body));
}

function isInside(mutant: AuditedMutant, body: AuditedMutant): boolean {
  return isWithin(mutant, body) && !isWithin(body, mutant);
}

/** Who writes a test for a whole body sees the rest at the next audit. A body that gives a constant says less than a deleted one. */
function standsFor(body: AuditedMutant, mutant: AuditedMutant): boolean {
  if (body.body === 'deleted') return isWithin(mutant, body);
  return mutant.body !== 'deleted' && isInside(mutant, body);
}

/** Whether it lies in the body of another one; the same place counts. */
function isWithin(mutant: AuditedMutant, body: AuditedMutant): boolean {
  return mutant.file === body.file && holds(body.location, mutant.location);
}

function holds(outer: Location, inner: Location): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
