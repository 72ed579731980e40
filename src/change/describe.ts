import { touches } from '../discover/changed-lines.ts';
import { coverageOf } from '../judge/coverage.ts';
import {
  type Audit,
  type AuditedFunction,
  type AuditedMutant,
  type AuditedTest,
  type FunctionVerdict,
  isNoticed,
  isUnnoticed,
} from '../model/audit.ts';
import type { Change, FunctionOfChange, TestOfChange, UnnoticedOfChange } from '../model/change.ts';
import { fallOf } from '../model/comparison.ts';
import { type Finding, passesWithBreaks } from '../model/finding.ts';
import { isBreak } from '../model/mutant.ts';
import type { ChangeScope } from './scope.ts';

/** A verdict of another run, with the names of the tests that notice the break. */
export interface OtherVerdict {
  mutant: AuditedMutant;
  noticedBy: { file: string; name: string }[];
}

export function isNoticedIn(verdicts: ReadonlyMap<string, OtherVerdict>, id: string): boolean {
  const found = verdicts.get(id);
  return found !== undefined && isNoticed(found.mutant);
}

/** What running the base showed. Ids are those of now. */
export interface BaseFacts {
  compared: Change['base']['compared'];
  /** Why something could not be run. */
  failure: string | undefined;
  /** Verdicts of the tests of the base on breaks of now. */
  byOldTests: ReadonlyMap<string, OtherVerdict>;
  /** Verdicts of the base on the counterparts of breaks; `new-code` for a break that has none. */
  counterparts: ReadonlyMap<string, OtherVerdict | 'new-code'>;
  /** Verdicts on functions before. */
  functions: ReadonlyMap<string, FunctionVerdict>;
  /** What tests that were added or edited do with the code of the base. */
  tests: ReadonlyMap<string, Pick<TestOfChange, 'onBase' | 'failure'>>;
  testsGone: Change['testsGone'];
  /** Ids of edited tests that noticed nothing before either. */
  asBefore: ReadonlySet<string>;
}

export interface ChangeFacts {
  audit: Pick<Audit, 'mutants' | 'functions' | 'tests' | 'findings'>;
  ref: string;
  commit: string;
  changed: Change['changed'];
  scope: ChangeScope;
  /** What the change did to a test itself. */
  changeOf(test: AuditedTest): TestOfChange['what'] | undefined;
  /** Whether a test asks about types. */
  checksTypes(test: AuditedTest): boolean;
  /** Not all that tests of the change may run was broken: too many files, or fewer breaks were asked for. */
  isPartial: boolean;
  /** Nothing but tests changed. */
  onlyTests: boolean;
  /** Whether a source is only looked at because tests of the change run it. */
  isBeside(file: string): boolean;
  /** Whether a break of the base was accepted. */
  wasAccepted(id: string): boolean;
  base: BaseFacts;
}

/** What a change made worse. Pure. */
export function describeChange(facts: ChangeFacts): Change {
  const { audit, ref, commit, changed, scope, base } = facts;
  const { compared, failure } = base;
  return {
    base: { ref, commit, compared, ...(failure !== undefined && { reason: failure }) },
    changed,
    functions: audit.functions.flatMap((unit) => functionOfChange(unit, facts)),
    unnoticed: audit.mutants
      .filter((mutant) => isBreak(mutant) && isUnnoticed(mutant))
      .map((mutant) => unnoticed(mutant, facts)),
    tests: testsOfChange(facts),
    testsGone: base.testsGone,
    coverage: coverageOfChange(
      audit.mutants.filter(({ file }) => !facts.isBeside(file)),
      scope,
    ),
  };
}

function functionOfChange(
  { id, verdict }: AuditedFunction,
  { scope, base }: ChangeFacts,
): FunctionOfChange[] {
  const why = scope.why.get(id);
  if (why === undefined) return [];
  const own = scope.before.get(id);
  const before = base.functions.get(id);
  const isMoved = own?.before && (own.before.file !== own.now.file || own.before.name !== own.now.name);
  const hasFallen = before !== undefined && fallOf({ id, file: '', name: '', before, after: verdict }) > 0;
  return [
    {
      id,
      why,
      ...(isMoved && { movedFrom: { file: own.before!.file, name: own.before!.name } }),
      ...(hasFallen && { before }),
    },
  ];
}

function unnoticed(
  { id, file }: AuditedMutant,
  { base, onlyTests, isBeside, wasAccepted }: ChangeFacts,
): UnnoticedOfChange {
  const byOldTests = base.byOldTests.get(id);
  if (byOldTests && isNoticed(byOldTests.mutant))
    return { id, kind: 'lost-kill', before: byOldTests.mutant.status, noticedBefore: byOldTests.noticedBy };
  const counterpart = base.counterparts.get(id);
  if (counterpart === 'new-code') return { id, kind: 'new-survivor', isNewCode: true };
  if (counterpart && wasAccepted(counterpart.mutant.id)) return { id, kind: 'old', before: 'accepted' };
  if (counterpart) {
    const { status } = counterpart.mutant;
    if (isNoticed(counterpart.mutant))
      return { id, kind: 'new-survivor', before: status, noticedBefore: counterpart.noticedBy };
    return { id, kind: isUnnoticed(counterpart.mutant) ? 'old' : 'unknown', before: status };
  }
  // The same code, and no test of then that is another one now notices it.
  if ((onlyTests || isBeside(file)) && base.failure === undefined) return { id, kind: 'old' };
  return { id, kind: 'unknown' };
}

/** Breaks that a test runs, and those that it notices. */
interface Met {
  covered: AuditedMutant[];
  noticed: AuditedMutant[];
}

function testsOfChange(facts: ChangeFacts): TestOfChange[] {
  const { mutants, tests } = facts.audit;
  const met = new Map<string, Met>();
  const own = tests.flatMap((test) => {
    const what = facts.changeOf(test);
    if (what) met.set(test.id, { covered: [], noticed: [] });
    return what ? [{ test, what }] : [];
  });
  if (own.length === 0) return [];
  for (const mutant of mutants.filter(isBreak)) {
    for (const id of mutant.coveredBy) met.get(id)?.covered.push(mutant);
    for (const id of mutant.killedBy) met.get(id)?.noticed.push(mutant);
  }
  return own.map(({ test, what }) => testOfChange(test, what, met.get(test.id)!, facts));
}

function testOfChange(
  test: AuditedTest,
  what: TestOfChange['what'],
  met: Met,
  facts: ChangeFacts,
): TestOfChange {
  const { audit, scope, base } = facts;
  const own = audit.findings.filter(({ testId, ignored }) => testId === test.id && ignored === undefined);
  // What throws by itself, or does not end, any test would notice that runs it.
  const cannotFail = own.some((finding) => passesWithBreaks(finding));
  const noticed = cannotFail ? [] : met.noticed;
  const isChangedLine = (mutant: AuditedMutant) => isOnChangedLine(mutant, scope);
  const witness = [...noticed].sort(
    (a, b) => worthAsWitness(b, isChangedLine) - worthAsWitness(a, isChangedLine),
  )[0];
  const reached = met.covered.filter(isChangedLine);
  const isOnly = witness?.killersComplete === true && witness.killedBy.length === 1;
  const isNoticedHere = new Set(noticed);
  const isPartial = !witness && !cannotFail && isPartlySeen(met.covered, facts);
  return {
    id: test.id,
    what,
    ...base.tests.get(test.id),
    ...(witness && { witness: witness.id }),
    ...(isOnly && { isOnlyWitness: true as const }),
    ...(!witness && facts.checksTypes(test) && { checksTypes: true as const }),
    ...(!witness && own.some(isGuard) && { guards: true as const }),
    ...(!witness && base.asBefore.has(test.id) && { asBefore: true as const }),
    ...(isPartial && { isPartial: true as const }),
    ...(reached.length > 0 && {
      pins: {
        noticed: reached.filter((mutant) => isNoticedHere.has(mutant)).length,
        reached: reached.length,
      },
    }),
    findings: own.map(({ kind }) => kind),
  };
}

/** No break makes happen what it rules out: that is no reason to take the test back. */
function isGuard(finding: Finding): boolean {
  return finding.kind === 'hollow' && finding.evidence.guards !== undefined;
}

/** Nothing that it runs was broken, or not all of it: nobody knows that it can fail, nor that it cannot. */
function isPartlySeen(covered: readonly AuditedMutant[], { isPartial, isBeside }: ChangeFacts): boolean {
  // Beside the change only the verdict is open, as others may notice: the test itself was run.
  const isOpen = ({ status, file }: AuditedMutant) =>
    (status === 'unproven' && !isBeside(file)) || status === 'out-of-budget';
  return isPartial || covered.length === 0 || covered.some(isOpen);
}

/** Best is one that nothing else notices, then one of a changed line, then one that a reader gets at once. */
function worthAsWitness(mutant: AuditedMutant, isChangedLine: (mutant: AuditedMutant) => boolean): number {
  const isOnly = mutant.killersComplete && mutant.killedBy.length === 1;
  const isShort = mutant.original.length + mutant.replacement.length < 80;
  return (
    (isOnly ? 8 : 0) +
    (isChangedLine(mutant) ? 4 : 0) +
    (isShort ? 2 : 0) +
    (mutant.level === 'statement' ? 1 : 0)
  );
}

function isOnChangedLine({ file, location, body }: AuditedMutant, { lines }: ChangeScope): boolean {
  // Whatever it changed, the whole of a function is more than its changed lines.
  if (body !== undefined) return false;
  return touches(location, lines.get(file));
}

function coverageOfChange(mutants: readonly AuditedMutant[], scope: ChangeScope): Change['coverage'] {
  const own = mutants.filter(({ function: unit }) => {
    const why = unit === undefined ? undefined : scope.why.get(unit);
    return unit === undefined || why === 'changed' || why === 'new';
  });
  const { killed, valid, percent } = coverageOf(own).realCoverage;
  return { killed, valid, percent };
}
