/** What a change made worse and what its tests notice, looked up and ordered, with nothing worded yet. */
import {
  type Audit,
  type AuditedFunction,
  type AuditedMutant,
  type AuditedTest,
  type FunctionVerdict,
  isUnnoticed,
} from '../../src/model/audit.ts';
import type { Change, FunctionOfChange, TestOfChange, UnnoticedOfChange } from '../../src/model/change.ts';
import { coverageBounds } from '../../src/model/coverage-bounds.ts';
import type { Finding } from '../../src/model/finding.ts';

export interface ShownBreak {
  entry: UnnoticedOfChange;
  mutant: AuditedMutant;
  /** The function that it is in; undefined outside functions. */
  owner: AuditedFunction | undefined;
  /** What became of the first test that noticed it before; undefined if nothing did. */
  fate: TestFate | undefined;
}

/** What a change did to a test that was there. */
export type TestFate = Change['testsGone'][number]['why'] | 'edited';

export interface FallenFunction {
  entry: FunctionOfChange;
  unit: AuditedFunction;
  before: FunctionVerdict;
}

export interface ShownTest {
  entry: TestOfChange;
  test: AuditedTest;
  /** The break that it notices. */
  witness: AuditedMutant | undefined;
  /** What the change brought: findings about it. */
  findings: Finding[];
  /** How many more tests are made in its place, as rows of a table are, and fare as it does. */
  others: number;
}

export interface ChangeFacts {
  change: Change;
  /** Not every break was run: the audit was stopped, its time was up, or only tests were asked about. */
  isPart: boolean;
  /** Only whether its tests can fail was asked. */
  asksOnlyTests: boolean;
  /** Nothing that can be broken has changed. */
  unchanged: boolean;
  /** What it made worse and is shown first, the first to look at first. */
  first: ShownBreak[];
  /** Worse too, on the lines and in the bodies of those. */
  beside: ShownBreak[];
  /** Worse too, in code that seldom deserves a test. */
  arid: ShownBreak[];
  /** Unnoticed before as well. */
  old: ShownBreak[];
  /** Unnoticed, and the base could not tell since when. */
  unknown: ShownBreak[];
  fell: FallenFunction[];
  /** Those that notice nothing first. */
  tests: ShownTest[];
}

/** Undefined for an audit that is not of a change. What somebody accepted since is no longer in it. */
export function changeFacts(audit: Audit): ChangeFacts | undefined {
  const { change } = audit;
  if (!change) return undefined;
  const breaks = unnoticedOf(audit, change);
  const isWorse = ({ entry: { kind } }: ShownBreak) => kind === 'new-survivor' || kind === 'lost-kill';
  const worse = breaks.filter(isWorse);
  return {
    change,
    isPart: !audit.complete || coverageBounds(audit) !== undefined || audit.part?.testsOfChange === true,
    asksOnlyTests: audit.part?.testsOfChange === true,
    unchanged: audit.unchanged === true,
    first: worse.filter(({ entry }) => entry.rank !== undefined).toSorted(byRank),
    beside: worse.filter(({ entry }) => entry.rank === undefined && entry.arid === undefined),
    arid: worse.filter(({ entry }) => entry.arid !== undefined),
    old: breaks.filter(({ entry }) => entry.kind === 'old'),
    unknown: breaks.filter(({ entry }) => entry.kind === 'unknown'),
    fell: fellOf(audit, change),
    tests: testsOf(audit, change),
  };
}

/** All that it made worse. */
export function worseBreaks({ first, beside, arid }: ChangeFacts): ShownBreak[] {
  return [...first, ...beside, ...arid];
}

/** How many breaks it made worse. */
export function worseCount(facts: ChangeFacts): number {
  return worseBreaks(facts).length;
}

function byRank(a: ShownBreak, b: ShownBreak): number {
  return (a.entry.rank ?? 0) - (b.entry.rank ?? 0);
}

function unnoticedOf(audit: Audit, change: Change): ShownBreak[] {
  const { mutants, functions } = audit;
  const breaks = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const owners = new Map(functions.map((unit) => [unit.id, unit]));
  const fates = fatesOf(audit, change);
  return change.unnoticed.flatMap((entry) => {
    const mutant = breaks.get(entry.id);
    if (!mutant || !isUnnoticed(mutant)) return [];
    const [by] = entry.noticedBefore ?? [];
    return [{ entry, mutant, owner: owners.get(mutant.function ?? ''), fate: by && fates.get(keyOf(by)) }];
  });
}

function fatesOf({ tests }: Audit, change: Change): Map<string, TestFate> {
  const edited = new Set(change.tests.filter(({ what }) => what === 'edited').map(({ id }) => id));
  return new Map<string, TestFate>([
    ...tests.filter(({ id }) => edited.has(id)).map((test): [string, TestFate] => [keyOf(test), 'edited']),
    ...change.testsGone.map((gone): [string, TestFate] => [keyOf(gone), gone.why]),
  ]);
}

function keyOf({ file, name }: { file: string; name: string }): string {
  return `${file}\n${name}`;
}

function fellOf({ functions }: Audit, change: Change): FallenFunction[] {
  const units = new Map(functions.map((unit) => [unit.id, unit]));
  return change.functions.flatMap((entry) => {
    const unit = units.get(entry.id);
    if (!unit || entry.before === undefined || entry.before === unit.verdict) return [];
    return [{ entry, unit, before: entry.before }];
  });
}

function testsOf({ tests, mutants, findings }: Audit, change: Change): ShownTest[] {
  const byId = new Map(tests.map((test) => [test.id, test]));
  const breaks = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const shown = change.tests.flatMap((entry): ShownTest[] => {
    const test = byId.get(entry.id);
    if (!test) return [];
    const own = findings.filter(({ testId, kind }) => testId === test.id && entry.findings.includes(kind));
    return [{ entry, test, witness: breaks.get(entry.witness ?? ''), findings: own, others: 0 }];
  });
  return inPlaces(shown).toSorted(
    (a, b) => Number(a.witness !== undefined) - Number(b.witness !== undefined),
  );
}

/** Of tests that are made in one place and fare alike the first, best one with a break that it alone notices. */
function inPlaces(shown: readonly ShownTest[]): ShownTest[] {
  const groups = Map.groupBy(shown, (each) => {
    const { entry, test, witness, findings } = each;
    // A finding is about a test by itself.
    if (findings.length > 0 || test.line === 0) return each;
    const fate = [entry.what, entry.onBase, witness !== undefined, entry.isPartial === true];
    return JSON.stringify([test.file, test.line, ...fate]);
  });
  return [...groups.values()].map((group) => {
    const best = group.find(({ entry }) => entry.isOnlyWitness) ?? group[0]!;
    return { ...best, others: group.length - 1 };
  });
}
