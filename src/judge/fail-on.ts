import { type Audit, isUnnoticed } from '../model/audit.ts';
import type { Change, UnnoticedKind, UnnoticedOfChange } from '../model/change.ts';
import { type Finding, type FindingKind, isTheater, passesWithBreaks } from '../model/finding.ts';
import type { GateKind } from '../model/gate-kind.ts';

type Judged = Pick<Audit, 'findings' | 'mutants' | 'functions' | 'change'>;

/**
 * Why an audit fails on a kind, with a command that shows the first of what it is; nothing if it does not. Of an audit of a change
 * only what the change made so counts: what was there before never fails.
 */
export function failuresOn(kind: GateKind, audit: Judged): string[] {
  const { change } = audit;
  switch (kind) {
    case 'new-survivors':
      return ofBreaks(audit, 'new-survivor', 'in the change', 'noticed by no test');
    case 'lost-kills':
      return ofBreaks(audit, 'lost-kill', '', 'noticed by the tests before, and by none now');
    case 'pseudo-tested':
      return ofFunctions(audit);
    case 'theater':
      return ofTests(ofChange(audit.findings.filter(isTheater), change), 'theater');
    case 'unpinned-tests':
      return unpinned(audit, change);
    default:
      return ofTests(ofChange(withKind(audit.findings, kind), change), kind);
  }
}

/** Why nobody knows whether an audit would fail on these kinds. */
export function doubtsOn(
  kinds: readonly GateKind[],
  { change, mutants }: Pick<Judged, 'change' | 'mutants'>,
): string[] {
  const asks = kinds.some((kind) => kind === 'new-survivors' || kind === 'lost-kills');
  const reason = change?.base.reason;
  const isOpen = change?.unnoticed.some(({ kind }) => kind === 'unknown') === true;
  return [
    ...(asks && isOpen && reason !== undefined ? [`the base could not be run: ${reason}`] : []),
    ...(asks && change && isNothingJudged(change, mutants)
      ? ['the budget was spent before what changed was judged']
      : []),
  ];
}

/** The budget was spent before there was any verdict on what changed. */
function isNothingJudged({ coverage }: Change, mutants: Judged['mutants']): boolean {
  return coverage.valid === 0 && mutants.some(({ status }) => status === 'out-of-budget');
}

function ofBreaks({ change, mutants }: Judged, kind: UnnoticedKind, where: string, what: string): string[] {
  // What was accepted meanwhile is none.
  const open = new Set(mutants.filter(isUnnoticed).map(({ id }) => id));
  // That tests noticed it before says that somebody wanted it noticed, whatever it is.
  const counts = ({ arid }: UnnoticedOfChange) => kind === 'lost-kill' || arid === undefined;
  const found = (change?.unnoticed ?? []).filter(
    (each) => each.kind === kind && open.has(each.id) && counts(each),
  );
  if (found.length === 0) return [];
  const [first] = [...found].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity));
  const breaks = found.length === 1 ? '1 break' : `${found.length} breaks`;
  const verb = found.length === 1 ? 'is' : 'are';
  return [`${breaks}${where && ` ${where}`} ${verb} ${what} (realcov show ${first!.id})`];
}

function ofFunctions({ functions, mutants, change }: Judged): string[] {
  const fallen = new Set(
    change?.functions.filter(({ why, before }) => why === 'new' || before !== undefined).map(({ id }) => id),
  );
  const arid = new Set(change?.unnoticed.filter((each) => each.arid !== undefined).map(({ id }) => id));
  const open = mutants.filter((mutant) => isUnnoticed(mutant) && !arid.has(mutant.id));
  const isShown = new Set(open.map((mutant) => mutant.function));
  const found = functions.filter(
    ({ id, verdict }) => verdict === 'pseudo-tested' && (!change || (fallen.has(id) && isShown.has(id))),
  );
  const [first] = found;
  if (!first) return [];
  const what = found.length === 1 ? '1 function is' : `${found.length} functions are`;
  return [`${what} pseudo-tested (realcov show ${first.mutants[0]})`];
}

function unpinned({ mutants }: Judged, change: Change | undefined): string[] {
  // Without any break nobody knows what a test notices.
  const found =
    mutants.length === 0
      ? []
      : (change?.tests ?? []).filter(
          ({ witness, isPartial, checksTypes, guards, asBefore }) =>
            witness === undefined && !isPartial && !checksTypes && !guards && !asBefore,
        );
  if (found.length === 0) return [];
  const what =
    found.length === 1
      ? '1 test of the change notices no break of what it runs'
      : `${found.length} tests of the change notice no break of what they run`;
  return [`${what} (realcov explain ${found[0]!.id})`];
}

function withKind(findings: readonly Finding[], kind: FindingKind): Finding[] {
  return findings.filter((finding) => finding.kind === kind && finding.ignored === undefined);
}

/** Findings about tests that were added or edited; all of them where not only a change is looked at. */
function ofChange(findings: readonly Finding[], change: Change | undefined): Finding[] {
  if (!change) return [...findings];
  const tests = new Map(change.tests.map((test) => [test.id, test]));
  const isOld = (finding: Finding) => tests.get(finding.testId)?.asBefore && passesWithBreaks(finding);
  return findings.filter((finding) => tests.has(finding.testId) && !isOld(finding));
}

function ofTests(findings: readonly Finding[], kind: string): string[] {
  if (findings.length === 0) return [];
  return [`${findings.length === 1 ? '1 test is' : `${findings.length} tests are`} ${kind}`];
}
