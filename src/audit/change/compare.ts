import { breaksBefore } from '../../change/counterparts.ts';
import { type BaseFacts, describeChange, isNoticedIn, type OtherVerdict } from '../../change/describe.ts';
import { surroundingsIn } from '../../change/surroundings.ts';
import { functionVerdict } from '../../judge/functions.ts';
import { type Audit, type AuditedMutant, isUnnoticed } from '../../model/audit.ts';
import type { Change, TestOfChange } from '../../model/change.ts';
import { isAccepted } from '../../model/decision.ts';
import { passesWithBreaks } from '../../model/finding.ts';
import { isBreak, type Mutant } from '../../model/mutant.ts';
import type { CleanRun } from '../../model/run.ts';
import { isAboutTypes } from '../../theater/about-types.ts';
import { textOfTest } from '../../theater/test-source.ts';
import type { Breaks } from '../breaks.ts';
import type { AuditContext } from '../context.ts';
import { runPlainly } from '../plain-check.ts';
import { openBeside, settleBeside, withoutBeside } from './beside.ts';
import type { ChangeAudit } from './change-audit.ts';

type Concluded = Omit<Audit, 'gate' | 'timings'>;

/** What the change made worse: from the audit of now, and from running the base where that can tell more. */
export async function compareWithBase(
  concluded: Concluded,
  run: CleanRun,
  breaks: Breaks,
  own: ChangeAudit,
  context: AuditContext,
): Promise<Concluded> {
  const { tree, sources, tests } = own.change;
  const accepted = new Set(context.decisions.filter(isAccepted).map(({ mutant }) => mutant));
  const filesOfTests = tests.edited.length + tests.gone.length + tests.helpers.length;
  const facts = {
    ref: tree.ref,
    commit: tree.commit,
    changed: {
      sources: sources.length,
      tests: filesOfTests,
      others: tree.files.length - sources.length - filesOfTests,
    },
    scope: own.scope,
    changeOf: (test: Audit['tests'][number]) => own.changeOf(test),
    isPartial: own.change.isCut || isFiltered(context.options),
    checksTypes: ({ file, name, line }: Audit['tests'][number]) =>
      isAboutTypes(name, file) || textOfTest(context.openTest(file), line)?.checksTypes === true,
    onlyTests: !own.hasCodeChanged,
    isBeside: (file: string) => own.isBeside(file),
    wasAccepted: (id: string) => accepted.has(id),
  };
  const described = (audit: Concluded, base: BaseFacts, asked: ReadonlySet<string> = new Set()): Concluded =>
    withoutBeside(
      { ...audit, change: describeChange({ ...facts, audit, base }) },
      { asked, isBeside: facts.isBeside },
    );
  if (context.signal.aborted)
    return described(concluded, { ...nothing, compared: 'failed', failure: 'the audit was interrupted' });
  context.clock.phase('base');
  const unnoticed = concluded.mutants.filter((mutant) => isBreak(mutant) && isUnnoticed(mutant));
  const byOldTests = await verdictsOfOldTests(own, [...unnoticed, ...openBeside(concluded, own)]);
  const testsGone = gone(own, run, concluded);
  const asBefore = await uselessBefore(own, concluded);
  await own.oldTests?.close();
  const { audit, asked } = await settleBeside(concluded, { breaks, run }, byOldTests, own, context);
  const left = unnoticed.filter(({ id }) => !isNoticedIn(byOldTests, id));
  const before = own.hasCodeChanged ? await verdictsOfBase(own, left, audit, context) : nothing;
  const onBase = await testsOnBase(own, audit, breaks.project, context);
  const hasRun = own.hasRunBase;
  const compared = own.failure !== undefined && !hasRun ? 'failed' : hasRun ? 'run' : 'not-needed';
  const { counterparts, functions } = before;
  const { failure } = own;
  return described(
    audit,
    { compared, failure, byOldTests, counterparts, functions, tests: onBase, testsGone, asBefore },
    asked,
  );
}

/** Fewer breaks were asked for than there are. */
function isFiltered(options: AuditContext['options']): boolean {
  const { paths, function: named, mutators, excludeMutators } = options;
  return named !== undefined || [paths, mutators, excludeMutators].some((list) => list.length > 0);
}

const nothing: BaseFacts = {
  compared: 'not-needed',
  failure: undefined,
  byOldTests: new Map(),
  counterparts: new Map(),
  functions: new Map(),
  tests: new Map(),
  testsGone: [],
  asBefore: new Set(),
};

/** The tests of the base that are others now, on what no test notices now. */
async function verdictsOfOldTests(
  own: ChangeAudit,
  unnoticed: readonly AuditedMutant[],
): Promise<Map<string, OtherVerdict>> {
  const { oldTests } = own;
  if (!oldTests || unnoticed.length === 0) return new Map();
  const ids = new Set(unnoticed.map(({ id }) => id));
  return (await own.attempt(() => oldTests.verdicts(ids))) ?? new Map();
}

/** Tests that were edited, notice nothing, and noticed nothing of the same breaks before either. */
async function uselessBefore(
  own: ChangeAudit,
  { tests, findings, mutants }: Concluded,
): Promise<Set<string>> {
  const { oldTests } = own;
  const suspects = tests.filter(
    (test) =>
      own.changeOf(test) === 'edited' &&
      findings.some((finding) => finding.testId === test.id && passesWithBreaks(finding)),
  );
  if (!oldTests || suspects.length === 0) return new Set();
  const isSuspect = new Set(suspects.map(({ id }) => id));
  const met = mutants.filter((mutant) => isBreak(mutant) && mutant.coveredBy.some((id) => isSuspect.has(id)));
  const ids = new Set(met.map(({ id }) => id));
  const verdicts = await own.attempt(() => oldTests.verdicts(ids, 'all'));
  if (!verdicts) return new Set();
  const keyOf = ({ file, name }: { file: string; name: string }) => `${file}\n${name}`;
  const useful = new Set([...verdicts.values()].flatMap(({ noticedBy }) => noticedBy.map(keyOf)));
  const ran = new Set(
    oldTests.run.files.flatMap(({ file, tests: own }) => own.map(({ key }) => keyOf({ file, name: key }))),
  );
  return new Set(
    suspects.filter((test) => ran.has(keyOf(test)) && !useful.has(keyOf(test))).map(({ id }) => id),
  );
}

/** The code of the base with its own tests, broken in the same places. */
async function verdictsOfBase(
  own: ChangeAudit,
  left: readonly AuditedMutant[],
  audit: Concluded,
  context: AuditContext,
): Promise<Pick<BaseFacts, 'counterparts' | 'functions'>> {
  const { scope } = own;
  const counterparts = new Map<string, OtherVerdict | 'new-code'>();
  /** Of a source that did not change, all is what it was. */
  const functionBefore = (id: string) => {
    const found = scope.before.get(id);
    return found ? found.before?.id : id;
  };
  const unitNow = ({ function: unit, file }: AuditedMutant) =>
    unit === undefined ? own.pathBefore(file) : functionBefore(unit);
  for (const mutant of left) if (unitNow(mutant) === undefined) counterparts.set(mutant.id, 'new-code');
  const known = left.filter(({ id }) => !counterparts.has(id));
  const functions: BaseFacts['functions'] = new Map();
  if (known.length === 0) return { counterparts, functions };
  const fileBefore = ({ function: unit, file }: AuditedMutant) =>
    (unit === undefined ? undefined : scope.before.get(unit)?.before?.file) ?? own.pathBefore(file);
  const files = [...new Set(known.map(fileBefore).filter((file) => file !== undefined))].sort();
  const unitBefore = ({ function: unit, file }: Mutant) => unit ?? file;
  const units = new Set(known.flatMap((mutant) => unitNow(mutant) ?? []));
  const sources = await own.sourcesBefore(files, units);
  const all = sources.flatMap(({ mutants }) => mutants).filter(isBreak);
  const matches = breaksBefore<AuditedMutant, Mutant>(audit.mutants.filter(isBreak), all, {
    unitNow,
    unitBefore,
    aroundNow: surroundingsIn(own.sourcesNow),
    aroundBefore: surroundingsIn(sources),
  });
  // The function was there, and this part of it was not.
  for (const mutant of known) if (!matches.has(mutant)) counterparts.set(mutant.id, 'new-code');
  if (known.every((mutant) => !matches.has(mutant))) return { counterparts, functions };
  const wanted = all.filter((each) => units.has(unitBefore(each)));
  const base = await own.openBase(sources, context);
  const verdicts = await own.attempt(async () => base?.verdicts(new Set(wanted.map(({ id }) => id))));
  await base?.close();
  if (!verdicts) return { counterparts, functions };
  for (const mutant of known) {
    const match = matches.get(mutant);
    const verdict = match && verdicts.get(match.id);
    if (verdict) counterparts.set(mutant.id, verdict);
  }
  const now = new Set(known.flatMap(({ function: unit }) => (unit === undefined ? [] : [unit])));
  return { counterparts, functions: new Map(functionVerdicts(now, functionBefore, verdicts)) };
}

function* functionVerdicts(
  now: ReadonlySet<string>,
  functionBefore: (id: string) => string | undefined,
  verdicts: ReadonlyMap<string, OtherVerdict>,
): Generator<[string, NonNullable<ReturnType<typeof functionVerdict>>]> {
  const byFunction = Map.groupBy(
    [...verdicts.values()].map(({ mutant }) => mutant),
    ({ function: unit }) => unit,
  );
  for (const id of now) {
    const verdict = functionVerdict(byFunction.get(functionBefore(id)) ?? []);
    if (verdict) yield [id, verdict];
  }
}

/** Plain Vitest on the tests that were added or edited, with the code of the base. */
async function testsOnBase(
  own: ChangeAudit,
  { tests }: Concluded,
  project: Breaks['project'],
  context: AuditContext,
): Promise<BaseFacts['tests']> {
  const files = own.change.tests.edited.map(({ path }) => path);
  const found = new Map<string, Pick<TestOfChange, 'onBase' | 'failure'>>();
  const wanted = tests.filter((test) => own.changeOf(test) !== undefined);
  if (!own.hasCodeChanged || wanted.length === 0) return found;
  const root = own.setTree((path) => (own.isOfTests(path) ? 'after' : 'before'));
  const plain = await own.attempt(() =>
    runPlainly(files, { ...project, root }, context.options, true, context.signal),
  );
  if (!plain || context.signal.aborted || plain.timedOut) return found;
  own.hasRunBase = true;
  const notLoaded = new Map(
    plain.failures.filter(({ test }) => test === '').map((each) => [each.file, each]),
  );
  const failed = new Map(plain.failures.map((each) => [`${each.file}\n${each.test}`, each]));
  for (const { id, file, name } of wanted) {
    const gone = notLoaded.get(file) ?? (plain.files.includes(file) ? undefined : { message: '' });
    const failure = failed.get(`${file}\n${name}`);
    if (gone)
      found.set(id, { onBase: 'does-not-load', ...(gone.message !== '' && { failure: gone.message }) });
    else if (failure) found.set(id, { onBase: 'fails', failure: failure.message });
    else found.set(id, { onBase: 'passes' });
  }
  return found;
}

/** Tests of the base of which there is none of the same name now, or that no longer run. */
function gone(own: ChangeAudit, run: CleanRun, { tests }: Concluded): Change['testsGone'] {
  const before = own.oldTests?.run;
  if (!before) return [];
  const names = new Set(tests.map(({ file, name }) => `${file}\n${name}`));
  const newFiles = new Set(own.change.tests.edited.map(({ path }) => path));
  const elsewhere = new Set(tests.filter(({ file }) => newFiles.has(file)).map(({ name }) => name));
  const leftOut = new Set(run.leftOut.map(({ file, test }) => `${file}\n${test}`));
  const isThere = (file: string, name: string) =>
    names.has(`${file}\n${name}`) || leftOut.has(`${file}\n${name}`) || leftOut.has(`${file}\n`);
  return before.files.flatMap(({ file, tests: earlier }) =>
    earlier
      .filter(
        (test) => !isThere(file, test.key) && !elsewhere.has(test.key) && own.touched.isLost(test, file),
      )
      .map(({ key }) => ({
        file,
        name: key,
        why: own.isSkipped(file, key) ? ('skipped' as const) : ('deleted' as const),
      })),
  );
}
