import { type EvidenceOf, killsOf } from '../model/evidence.ts';
import { type Finding, type NothingNoticed, severities } from '../model/finding.ts';
import type { CleanRun, Coupling, RunMutant, RunTest } from '../model/run.ts';
import type { TestRunner } from '../model/runner.ts';
import { shellText } from '../model/shell.ts';
import { isAboutTypes } from './about-types.ts';
import {
  asksKinship,
  coupledToText,
  type JudgedTest,
  losesFailure,
  withoutBreaks,
} from './clean-run-findings.ts';
import { copiesAmong } from './copies.ts';
import { type Effectiveness, effectivenessOf } from './effectiveness.ts';
import type { FindingDraft } from './finding-draft.ts';
import { breakFinder } from './fitting-break.ts';
import { isAbout, sourceBehind } from './imported-sources.ts';
import { onlyMockedSources } from './mocked-modules.ts';
import { placeOf, placesThatNotice } from './repeated.ts';
import { isSelfContained } from './self-contained.ts';
import type { TestFile } from './test-file.ts';
import { type TestText, textOfTest, valuesNamed } from './test-source.ts';
import type { TwinGroup } from './twins.ts';
import { unstableFindings } from './unstable.ts';

export interface TheaterInput {
  run: CleanRun;
  evidence: EvidenceOf;
  couplings: Coupling[];
  /** A test file, relative to the root; undefined if it cannot be read. */
  open(file: string): TestFile | undefined;
  /** What runs the tests; Vitest if nothing is said. */
  runner?: TestRunner['name'];
  /** Tests with the same text except for values, which reach the same breaks. */
  twins?: TwinGroup[];
  /** The audited sources, relative to the root, if only a part of the project was audited. */
  part?: string[] | undefined;
  /** Every killer of every break was looked for. */
  allKillers: boolean;
  /** The name of a function in reports, by its id. */
  nameOf?(id: string): string | undefined;
}

/** Findings about the tests themselves. Each needs evidence from running the test. Pure. */
export function findTheater(input: TheaterInput): Finding[] {
  const { run, evidence, couplings, open, allKillers } = input;
  const byTest = effectivenessOf(run, evidence);
  const isOwnFile = (file: string) => !input.part || isAbout(file, open(file)?.source ?? '', input.part);
  const copies = copiesAmong(
    (input.twins ?? []).filter(({ file }) => isOwnFile(file)),
    byTest,
  );
  const breakFor = breakFinder(run, evidence, input.nameOf ?? (() => undefined));
  const sources = [...new Set(run.mutants.map(({ mutant }) => mutant.file))];
  const noticing = placesThatNotice(run, byTest);
  const judgedTest = (test: RunTest, file: string, text: TestText | undefined): JudgedTest => {
    const effectiveness = byTest[test.index]!;
    const testFile = open(file);
    return {
      test,
      effectiveness,
      text,
      evidence: nothingNoticed(test, effectiveness),
      expectsOtherwise: otherExpect.test(testFile?.source ?? ''),
      noticesElsewhere: text?.asserts === true && noticing.has(placeOf(run, test)),
      isApart: () => {
        const call = sources.includes(file) ? undefined : testFile?.callAt(test.line);
        return (
          testFile !== undefined &&
          call !== undefined &&
          isSelfContained(call, testFile, test.assertions.onMocks > 0)
        );
      },
      looksAtSource: () => {
        const names = testFile && text ? valuesNamed(testFile, test.line) : [];
        return names.some(
          (name) => sourceBehind(file, testFile?.imports.get(name) ?? '', sources) !== undefined,
        );
      },
      mockedSources: () => (testFile ? onlyMockedSources(file, testFile, sources) : []),
      breakOf: (names, of) => {
        const whole = testFile?.source ?? '';
        return breakFor(test, { written: text?.written ?? whole, whole }, file, names, of);
      },
    };
  };
  const found = run.tests.flatMap((test): Finding[] => {
    const effectiveness = byTest[test.index]!;
    const file = run.files[test.fileIndex]?.file ?? '';
    const text = textOfTest(open(file), test.line);
    const isOwn = isOwnFile(file);
    const texts = coupledToText({ test, text, effectiveness });
    const findings = [
      theaterOf({ ...judgedTest(test, file, text), texts }, isOwn && !isAboutTypes(test.key, file)) ??
        (allKillers ? redundancy(test, effectiveness, evidence) : undefined),
      couplingOf(test, couplings, texts),
      copies.get(test),
    ].filter((finding) => finding !== undefined);
    const { id: testId, key, line } = test;
    return findings.map((finding) => complete({ testId, test: key, file, line }, finding, text));
  });
  return [...found, ...unstableFindings(run, open, input.runner)];
}

/** The most specific kind for a test that passes with all breaks that it runs, except those that crash any test. */
function theaterOf(judged: JudgedTest & { texts: string[] }, isJudged: boolean): FindingDraft | undefined {
  const { test, effectiveness, text, texts, evidence } = judged;
  // With `test.fails` it passes when its body fails, so these rules do not apply.
  if (test.expectsFailure) return undefined;
  const { made, notThrows } = test.assertions;
  const shownBy = evidence.functions[0];
  if (shownBy !== undefined && made > 0 && notThrows === made) return { kind: 'smoke', evidence, shownBy };
  // Types do not exist when tests run, so breaks prove nothing here.
  if (!isJudged || text?.checksTypes || asksKinship(test)) return undefined;
  const fromCleanRun = withoutBreaks(judged) ?? losesFailure(judged);
  if (fromCleanRun) return fromCleanRun;
  // If it passes with no break of a function, it may be about something that is not audited.
  if (effectiveness.kills.length + effectiveness.loads.length > 0) return undefined;
  if (effectiveness.unknown > 0 || shownBy === undefined) return undefined;
  // It checks how the code is written, and notices that.
  return texts.length > 0 ? undefined : passesWithAll(judged, shownBy);
}

function passesWithAll(judged: JudgedTest, shownBy: string): FindingDraft | undefined {
  const { test, effectiveness, text, evidence } = judged;
  const { made, onMocks, throws, absences } = test.assertions;
  const guards = made > 0 && absences === made ? 'absence' : text?.guardsInput ? 'input' : undefined;
  if (made > 0 && onMocks === made && !guards && !judged.noticesElsewhere)
    return { kind: 'mock-echo', evidence, shownBy };
  const throwing = effectiveness.swallowed.map(({ mutant }) => mutant.id);
  if (throwing.length > 0 && throws === 0 && text?.swallows)
    return {
      kind: 'swallows-failure',
      evidence: { ...evidence, how: text.swallows, throwing },
      shownBy: throwing[0],
    };
  if (made === 0 && text?.asserts === false)
    return { kind: 'no-assertion', evidence: { ...evidence, trivial: false }, shownBy };
  if (text?.trivial) return { kind: 'no-assertion', evidence: { ...evidence, trivial: true }, shownBy };
  // Only hooks call what it passes with, and it looks at what the source has made as it loaded.
  if (test.idle && judged.looksAtSource()) return undefined;
  if (judged.noticesElsewhere) return undefined;
  if (!guards) return { kind: 'hollow', evidence, shownBy };
  // Checking that something does not happen is useful, even if no break makes it happen.
  return { kind: 'hollow', evidence: { ...evidence, guards }, shownBy, severity: 'warning' };
}

const shownFunctions = 10;
const shownPasses = 200;

function nothingNoticed({ assertions }: RunTest, { passes, crashes }: Effectiveness): NothingNoticed {
  const functions = passes.filter(({ mutant }) => mutant.level === 'function');
  const others = passes.filter(({ mutant }) => mutant.level !== 'function');
  const deletedFirst = [...functions.filter(isDeletion), ...functions.filter((each) => !isDeletion(each))];
  const ids = (mutants: RunMutant[]) => mutants.map(({ mutant }) => mutant.id);
  return {
    assertions,
    breaks: passes.length,
    crashes: crashes.length,
    functions: ids(deletedFirst.slice(0, shownFunctions)),
    passes: ids([...deletedFirst, ...others].slice(0, shownPasses)),
  };
}

function isDeletion({ mutant }: RunMutant): boolean {
  return mutant.body === 'deleted';
}

function redundancy(
  test: RunTest,
  { kills, unknown }: Effectiveness,
  evidence: EvidenceOf,
): FindingDraft | undefined {
  if (kills.length === 0 || unknown > 0) return undefined;
  const isOnlyKiller = ({ mutant }: RunMutant) =>
    [...killsOf(evidence.get(mutant.id)!).keys()].every((killer) => killer === test.id);
  if (kills.some(isOnlyKiller)) return undefined;
  return { kind: 'redundant', evidence: { kills: kills.length } };
}

function couplingOf({ index }: RunTest, couplings: Coupling[], texts: string[]): FindingDraft | undefined {
  const own = couplings.filter(({ tests }) => tests.includes(index)).map(({ mutant }) => mutant);
  if (own.length === 0 && texts.length === 0) return undefined;
  const rewrites = [...new Set(own.map(({ mutator }) => mutator))].sort();
  const mutants = own.map(({ id }) => id);
  return {
    kind: 'implementation-coupled',
    evidence: { mutants, rewrites, ...(texts.length > 0 && { texts }) },
    shownBy: mutants[0],
  };
}

/** `import { expect } from 'chai'` */
const otherExpect =
  /\b(expect|assert)\b[^;'"]*\bfrom\s*['"](?!vitest['"/]|@jest\/globals['"]|node:assert|assert['"/])/;

type Place = Pick<Finding, 'testId' | 'test' | 'file' | 'line'>;

function complete(
  place: Place,
  { shownBy, severity, ...found }: FindingDraft,
  text: TestText | undefined,
): Finding {
  const ignored = text?.ignored.get(found.kind);
  const name = shellText(place.test);
  return {
    ...found,
    severity: severity ?? severities[found.kind],
    ...place,
    reproduce:
      shownBy === undefined ? `realcov explain ${name}` : `realcov reproduce ${shownBy} --test ${name}`,
    ...(ignored !== undefined && { ignored }),
  } as Finding;
}
