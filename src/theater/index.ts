import { type Finding, type FindingKind, type NothingNoticed, severities } from '../model/finding.ts';
import type { CleanRun, Evidence, RunMutant, RunTest, UnstableTest } from '../model/run.ts';
import { readTests, type TestText } from './test-source.ts';
import { type Worth, worthOf } from './worth.ts';

export interface TheaterInput {
  run: CleanRun;
  evidence: Evidence[];
  /** The text of a test file, relative to the root; undefined if it cannot be read. */
  read(file: string): string | undefined;
  /** Every killer of every break was looked for. */
  allKillers: boolean;
}

/** What the tests themselves are worth: nothing is said without evidence from running them. Pure. */
export function findTheater(input: TheaterInput): Finding[] {
  const { run, evidence, allKillers } = input;
  const worths = worthOf(run, evidence);
  const textAt = textsOf(input);
  const found = run.tests.flatMap((test): Finding[] => {
    const worth = worths[test.index]!;
    const file = run.files[test.fileIndex]?.file ?? '';
    const text = textAt(file, test.line);
    const finding =
      theaterOf(test, worth, text) ?? (allKillers ? redundancy(test, worth, evidence) : undefined);
    if (!finding) return [];
    const { id: testId, key, line } = test;
    return [complete({ testId, test: key, file, line }, finding, text)];
  });
  return [...found, ...run.unstable.filter(({ kind }) => kind === 'flaky').map(flaky)];
}

function textsOf({ read }: TheaterInput): (file: string, line: number) => TestText | undefined {
  const files = new Map<string, (line: number) => TestText | undefined>();
  return (file, line) => {
    if (!files.has(file)) files.set(file, readTests(read(file) ?? '', file));
    return files.get(file)!(line);
  };
}

type Kinded = {
  [Kind in FindingKind]: Pick<Extract<Finding, { kind: Kind }>, 'kind' | 'evidence'>;
}[FindingKind] & {
  severity?: Finding['severity'];
  /** Id of the break that shows it best. */
  shownBy?: string | undefined;
};

/** The kind that says most of a test that passes with every break of what it runs, but those that throw by themselves. */
function theaterOf(test: RunTest, worth: Worth, text: TestText | undefined): Kinded | undefined {
  const { made, onMocks, throws, notThrows, absences } = test.assertions;
  const evidence = nothingNoticed(test, worth);
  const shownBy = evidence.functions[0];
  if (shownBy !== undefined && made > 0 && notThrows === made) return { kind: 'smoke', evidence, shownBy };
  // Without a function whose break it passes with, what it is about may be something that is not audited.
  if (worth.kills.length > 0 || worth.unknown > 0 || shownBy === undefined) return undefined;
  const isGuard = made > 0 && absences === made;
  if (made > 0 && onMocks === made && !isGuard) return { kind: 'mock-echo', evidence, shownBy };
  const throwing = worth.swallowed.map(({ mutant }) => mutant.id);
  if (throwing.length > 0 && throws === 0 && text?.swallows)
    return {
      kind: 'swallows-failure',
      evidence: { ...evidence, how: text.swallows, throwing },
      shownBy: throwing[0],
    };
  if (made === 0 && text?.asserts === false)
    return { kind: 'no-assertion', evidence: { ...evidence, trivial: false }, shownBy };
  if (text?.trivial) return { kind: 'no-assertion', evidence: { ...evidence, trivial: true }, shownBy };
  // That something does not happen is worth asking, even where no break makes it happen.
  return { kind: 'hollow', evidence, shownBy, ...(isGuard && { severity: 'warning' as const }) };
}

const shownFunctions = 10;

function nothingNoticed({ assertions }: RunTest, { passes, crashes }: Worth): NothingNoticed {
  const functions = passes.filter(({ mutant }) => mutant.level === 'function');
  const deletedFirst = [...functions.filter(isDeletion), ...functions.filter((each) => !isDeletion(each))];
  return {
    assertions,
    breaks: passes.length,
    crashes: crashes.length,
    functions: deletedFirst.slice(0, shownFunctions).map(({ mutant }) => mutant.id),
  };
}

function isDeletion({ mutant }: RunMutant): boolean {
  return mutant.mutator === 'EmptyBody';
}

function redundancy(test: RunTest, { kills, unknown }: Worth, evidence: Evidence[]): Kinded | undefined {
  if (kills.length === 0 || unknown > 0) return undefined;
  const others = ({ index }: RunMutant) => {
    const killers = new Set(evidence[index]!.kills);
    for (const file of evidence[index]!.files.values())
      for (const killer of file.killers) killers.add(killer);
    killers.delete(test.index);
    return killers.size;
  };
  if (kills.some((mutant) => others(mutant) === 0)) return undefined;
  return { kind: 'redundant', evidence: { kills: kills.length } };
}

type Place = Pick<Finding, 'testId' | 'test' | 'file' | 'line'>;

function complete(
  place: Place,
  { shownBy, severity, ...found }: Kinded,
  text: TestText | undefined,
): Finding {
  const ignored = text?.ignored.get(found.kind);
  const name = JSON.stringify(place.test);
  return {
    ...found,
    severity: severity ?? severities[found.kind],
    ...place,
    reproduce:
      shownBy === undefined ? `realcov explain ${name}` : `realcov reproduce ${shownBy} --test ${name}`,
    ...(ignored !== undefined && { ignored }),
  } as Finding;
}

function flaky(unstable: UnstableTest): Finding {
  const { id: testId, file, test, passed, failed, error } = unstable;
  return {
    kind: 'flaky',
    severity: severities.flaky,
    testId,
    test,
    file,
    line: 0,
    evidence: { passed, failed, error },
    reproduce: `npx vitest run ${file} -t ${JSON.stringify(test)}`,
  };
}
