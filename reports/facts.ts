/** What reports count and order in an audit, with nothing worded yet. */
import {
  type Audit,
  type AuditedFunction,
  type AuditedMutant,
  type AuditedTest,
  isNoticed,
  isUnnoticed,
  type MutantStatus,
  type Percent,
} from '../src/model/audit.ts';
import { isBreak } from '../src/model/mutant.ts';
import { wholePercent } from './wording.ts';

/** A function with its mutants, all of a file outside functions, or a function of which nothing could be judged. */
export interface Unit {
  /** The function's own, or the path of the file outside of whose functions it is. */
  id: string;
  kind: 'function' | 'module' | 'unjudged';
  file: string;
  name: string;
  line: number;
  /** Only functions that the audit lists have one. */
  verdict?: AuditedFunction['verdict'];
  /** Probes included, in source order. */
  mutants: AuditedMutant[];
}

/** Functions and module levels, worst first: pseudo-tested, untested, weak by survivors, tested. */
export function worstFirst(audit: Audit): Unit[] {
  return [...functionUnits(audit), ...otherUnits(audit)].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      unnoticed(b).length - unnoticed(a).length ||
      compare(a.file, b.file) ||
      a.line - b.line,
  );
}

function functionUnits(audit: Audit): Unit[] {
  const byId = new Map(audit.mutants.map((mutant) => [mutant.id, mutant]));
  return audit.functions.map(({ id, file, name, line, verdict, mutants }) => ({
    id,
    kind: 'function',
    file,
    name,
    line,
    verdict,
    mutants: mutants.flatMap((id) => byId.get(id) ?? []),
  }));
}

/** What belongs to no listed function: by file where it lies outside functions, else by its function. */
function otherUnits(audit: Audit): Unit[] {
  const listed = new Set(audit.functions.map(({ id }) => id));
  const others = audit.mutants.filter(({ function: owner }) => owner === undefined || !listed.has(owner));
  return [...Map.groupBy(others, (mutant) => mutant.function ?? mutant.file)].map(([owner, mutants]) => {
    const file = mutants[0]?.file ?? owner;
    const line = mutants[0]?.location.start.line ?? 1;
    if (mutants[0]?.function === undefined)
      return { id: owner, kind: 'module', file, name: moduleName(audit, file), line, mutants };
    return { id: owner, kind: 'unjudged', file, name: 'a function without a verdict', line, mutants };
  });
}

/** What is outside functions; of a language in which realcov knows none, all of the file. */
export function moduleName({ imported }: Pick<Audit, 'imported'>, file: string): string {
  return imported && !/\.[cm]?[jt]sx?$/i.test(file) ? 'all of the file' : 'outside functions';
}

const ranks = { 'pseudo-tested': 0, untested: 1, weak: 2, module: 3, unproven: 4, tested: 5 };

function rank(unit: Unit): number {
  if (unit.verdict !== undefined && unit.verdict !== 'tested') return ranks[unit.verdict];
  if (unnoticed(unit).length > 0) return ranks.module;
  return unit.mutants.some((mutant) => mutant.status === 'unproven') ? ranks.unproven : ranks.tested;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether people should look at it: for its verdict, or for a break that no test notices or that is unproven. */
export function isLacking(unit: Unit): boolean {
  return rank(unit) < ranks.tested;
}

/** Whether its body can be deleted, and no test notices: a `pseudo-tested` one can unless that break is accepted. */
export function canLoseBody({ mutants }: Unit): boolean {
  return mutants.some(({ body, status }) => body === 'deleted' && status === 'survived');
}

/** Whether nothing is left to judge of it, because somebody accepted what no test notices. */
export function isAllAccepted(unit: Unit): boolean {
  const breaks = counted(unit);
  const isOpen = (mutant: AuditedMutant) => isNoticed(mutant) || isUnnoticed(mutant);
  return breaks.some(({ status }) => status === 'accepted') && !breaks.some(isOpen);
}

/** The breaks of a unit that count: all but probes. */
export function counted(unit: Unit): AuditedMutant[] {
  return unit.mutants.filter(isBreak);
}

/** The breaks that no test notices, probes aside. */
export function unnoticed(unit: Unit): AuditedMutant[] {
  return counted(unit).filter(isUnnoticed);
}

/** How many tests reach at least one of the mutants. */
export function reaching(unit: Unit): number {
  // Many breaks share one list: each is looked at once.
  const lists = new Set(unit.mutants.map((mutant) => mutant.coveredBy));
  return new Set([...lists].flat()).size;
}

/** Mutants of each status, probes aside. */
export function countByStatus(audit: Audit): Record<MutantStatus, number> {
  const counts: Record<MutantStatus, number> = {
    killed: 0,
    survived: 0,
    'no-coverage': 0,
    timeout: 0,
    unproven: 0,
    'out-of-budget': 0,
    'type-error': 0,
    invalid: 0,
    ignored: 0,
    accepted: 0,
  };
  for (const mutant of audit.mutants) if (isBreak(mutant)) counts[mutant.status]++;
  return counts;
}

/** Functions of each verdict. */
export function countByVerdict(audit: Audit): Record<AuditedFunction['verdict'], number> {
  const counts = { tested: 0, weak: 0, 'pseudo-tested': 0, untested: 0 };
  for (const { verdict } of audit.functions) counts[verdict]++;
  return counts;
}

/** Functions that might have a verdict, but none of whose breaks was judged. */
export function countUnjudged(audit: Audit): number {
  const isOpen = ({ status }: AuditedMutant) => status === 'unproven' || status === 'out-of-budget';
  return otherUnits(audit).filter((unit) => unit.kind === 'unjudged' && counted(unit).some(isOpen)).length;
}

/** Claimed minus real coverage in percentage points, with two decimals as the audit has them; null if nothing was judged. */
export function theaterGap({ claimedCoverage: claimed, realCoverage: real }: Audit): Percent {
  if (claimed.percent === null || real.percent === null) return null;
  return Math.round((claimed.percent - real.percent) * 100) / 100;
}

/** The gap between the two percentages as they are shown, so that a reader who subtracts finds the same. */
export function shownGap({ claimedCoverage: claimed, realCoverage: real }: Audit): number {
  if (claimed.percent === null || real.percent === null) return 0;
  const gap = wholePercent(claimed.percent) - wholePercent(real.percent);
  return Math.round(gap * 10) / 10;
}

/** Which ids are tests; the killers that are not are hooks and files. */
export function testIds(audit: Audit): (id: string) => boolean {
  const ids = new Set(audit.tests.map((test) => test.id));
  return (id) => ids.has(id);
}

export interface TimedFile {
  file: string;
  tests: number;
  durationMs: number;
}

/** Test files by the time their tests took in the clean run, slowest first. */
export function slowestFiles(audit: Audit): TimedFile[] {
  return [...Map.groupBy(audit.tests, (test) => test.file)]
    .map(([file, tests]) => ({ file, tests: tests.length, durationMs: total(tests) }))
    .filter((file) => file.durationMs > 0)
    .sort((a, b) => b.durationMs - a.durationMs || compare(a.file, b.file));
}

/** Tests by the time they took in the clean run, slowest first. */
export function slowestTests(audit: Audit): AuditedTest[] {
  return audit.tests
    .filter((test) => test.durationMs > 0)
    .sort((a, b) => b.durationMs - a.durationMs || compare(a.id, b.id));
}

function total(tests: AuditedTest[]): number {
  return tests.reduce((sum, test) => sum + test.durationMs, 0);
}
