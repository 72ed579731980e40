import type { Audit, FunctionVerdict, MutantStatus } from '../../src/model/audit.ts';
import type { Change, TestOfChange, UnnoticedKind } from '../../src/model/change.ts';
import { describeBreak } from '../breaks.ts';
import {
  type ChangeFacts,
  changeFacts,
  type ShownBreak,
  type ShownTest,
  worseBreaks,
  worseCount,
} from '../change/facts.ts';
import { shownFirst } from '../change/words.ts';
import { describeFinding } from '../findings/index.ts';

const limit = 20;

/** What `--json` prints of a change: the figures, and the first entries of each kind. */
export interface ChangeSummary {
  base: Change['base'];
  changed: Change['changed'];
  /** Real coverage of the functions that changed. */
  coverage: Change['coverage'];
  /** Breaks that no test notices now, by what they were before; what somebody accepted is in none. */
  unnoticed: Record<UnnoticedKind, number>;
  /** Those that the change made worse: the first to look at, at most 7. */
  first: WorseBreak[];
  /** How many more it made worse. */
  more: number;
  /** How many of these are in code that seldom deserves a test. */
  arid: number;
  /** Functions whose verdict fell, at most 20. */
  fell: { file: string; line: number; name: string; before: FunctionVerdict; now: FunctionVerdict }[];
  moreFell: number;
  /** Tests that were added or edited, those that notice nothing first, at most 20. */
  tests: TestSummary[];
  moreTests: number;
  /** How many of all of them no break makes fail. */
  testsWithoutWitness: number;
  /** At most 20. */
  testsGone: Change['testsGone'];
  moreTestsGone: number;
  /** Of the breaks that people decided on, how many need a test. */
  usefulness?: NonNullable<Change['usefulness']>;
}

interface WorseBreak {
  id: string;
  kind: UnnoticedKind;
  file: string;
  line: number;
  /** Null outside functions. */
  function: string | null;
  /** The break in words, on one line. */
  break: string;
  status: MutantStatus;
  isNewCode: boolean;
  /** Names of tests that noticed it before. */
  noticedBefore: { file: string; name: string }[];
  /** A command that shows it. */
  show: string;
}

interface TestSummary extends Pick<TestOfChange, 'what' | 'onBase' | 'failure' | 'pins'> {
  file: string;
  line: number;
  test: string;
  /** A break that it notices; null if there is none. */
  witness: { id: string; file: string; line: number; break: string; isOnlyWitness: boolean } | null;
  /** What the change brought. */
  findings: { kind: string; what: string; reproduce: string }[];
}

/** Undefined for an audit that is not of a change. */
export function changeSummary(audit: Audit): ChangeSummary | undefined {
  const facts = changeFacts(audit);
  if (!facts) return undefined;
  const { change, fell, tests, arid } = facts;
  const first = facts.first.slice(0, shownFirst);
  return {
    base: change.base,
    changed: change.changed,
    coverage: change.coverage,
    unnoticed: kinds(facts),
    first: first.map(worseBreak),
    more: worseCount(facts) - first.length,
    arid: arid.length,
    fell: fell.slice(0, limit).map(({ unit, before }) => {
      return { file: unit.file, line: unit.line, name: unit.name, before, now: unit.verdict };
    }),
    moreFell: Math.max(0, fell.length - limit),
    tests: tests.slice(0, limit).map(testSummary),
    moreTests: Math.max(0, tests.length - limit),
    testsWithoutWitness: tests.filter(({ witness }) => witness === undefined).length,
    testsGone: change.testsGone.slice(0, limit),
    moreTestsGone: Math.max(0, change.testsGone.length - limit),
    ...(change.usefulness && { usefulness: change.usefulness }),
  };
}

function kinds(facts: ChangeFacts): Record<UnnoticedKind, number> {
  const { old, unknown } = facts;
  const worse = worseBreaks(facts);
  const lost = worse.filter(({ entry }) => entry.kind === 'lost-kill').length;
  return {
    'new-survivor': worse.length - lost,
    'lost-kill': lost,
    old: old.length,
    unknown: unknown.length,
  };
}

function worseBreak({ entry, mutant, owner }: ShownBreak): WorseBreak {
  return {
    id: mutant.id,
    kind: entry.kind,
    file: mutant.file,
    line: mutant.location.start.line,
    function: owner?.name ?? null,
    break: describeBreak(mutant),
    status: mutant.status,
    isNewCode: entry.isNewCode === true,
    noticedBefore: entry.noticedBefore ?? [],
    show: `realcov show ${mutant.id}`,
  };
}

function testSummary({ entry, test, witness, findings }: ShownTest): TestSummary {
  const { what, onBase, failure, pins, isOnlyWitness = false } = entry;
  return {
    what,
    file: test.file,
    line: test.line,
    test: test.name,
    witness: witness
      ? {
          id: witness.id,
          file: witness.file,
          line: witness.location.start.line,
          break: describeBreak(witness),
          isOnlyWitness,
        }
      : null,
    ...(onBase !== undefined && { onBase }),
    ...(failure !== undefined && { failure }),
    ...(pins && { pins }),
    findings: findings.map((finding) => {
      return { kind: finding.kind, what: describeFinding(finding), reproduce: finding.reproduce };
    }),
  };
}
