import type { NothingNoticed } from '../model/finding.ts';
import type { RunTest, Subjects } from '../model/run.ts';
import type { Effectiveness } from './effectiveness.ts';
import type { FindingDraft } from './finding-draft.ts';
import type { TestText } from './test-source.ts';

const noSubjects: Subjects = {
  echoes: 0,
  sure: 0,
  existence: 0,
  inherits: 0,
  names: [],
  texts: [],
  derived: [],
};

/** A test, with what the clean run shows of it. */
export interface JudgedTest {
  test: RunTest;
  effectiveness: Effectiveness;
  text: TestText | undefined;
  evidence: NothingNoticed;
  /** Its file uses assertions of another library, which are not counted. */
  expectsOtherwise: boolean;
  /** Its text makes several tests, and another one of them notices a break. */
  noticesElsewhere: boolean;
  /** Only its own text has a part in what it looks at. */
  isApart(): boolean;
  /** It names a value that its file imports from a source. */
  looksAtSource(): boolean;
  /** The sources that its file imports, if it mocks all of them. */
  mockedSources(): string[];
  /** A break of a function with one of these names, or of one of these sources, that the test cannot notice. */
  breakOf(names: string[], sources?: string[]): string | undefined;
}

/** Findings that need only the clean run, even if the test runs no code of the project. */
export function withoutBreaks(judged: JudgedTest): FindingDraft | undefined {
  return echo(judged) ?? onlyExistence(judged) ?? neverMade(judged) ?? apart(judged);
}

/** It only checks values that it gave to mocks itself, or all code of the project is mocked. */
function echo({
  test,
  effectiveness,
  evidence,
  mockedSources,
  breakOf,
}: JudgedTest): FindingDraft | undefined {
  const { made } = test.assertions;
  const { echoes, sure, names } = test.subjects ?? noSubjects;
  if (made === 0) return undefined;
  if (echoes === made && (sure === made || noticesNothing(effectiveness)))
    return { kind: 'mock-echo', evidence: { ...evidence, told: names }, shownBy: breakOf(names) };
  const modules = runsNothing(effectiveness) ? mockedSources() : [];
  if (modules.length === 0) return undefined;
  return { kind: 'mock-echo', evidence: { ...evidence, modules }, shownBy: breakOf([], modules) };
}

/** Names of tests about the exports of a package. There, existence is what the test is about. */
const aboutExports = /\bexport|\bpublic (api|interface)|\bentry\b|\bre-?export|\bindex\b|\bbarrel\b/i;

function onlyExistence({
  test,
  effectiveness,
  text,
  evidence,
  breakOf,
}: JudgedTest): FindingDraft | undefined {
  const { made } = test.assertions;
  const { existence, names } = test.subjects ?? noSubjects;
  if (made === 0 || existence !== made || !noticesNothing(effectiveness)) return undefined;
  if (!text || text.imports || aboutExports.test(test.key)) return undefined;
  return {
    kind: 'no-assertion',
    evidence: { ...evidence, trivial: false, why: 'existence' },
    shownBy: evidence.functions[0] ?? breakOf(names),
  };
}

/** It has assertions, but they never run. */
function neverMade({
  test,
  effectiveness,
  text,
  evidence,
  expectsOtherwise,
  breakOf,
}: JudgedTest): FindingDraft | undefined {
  if (test.assertions.made > 0 || !text?.asserts || !text.onlyCounted || expectsOtherwise) return undefined;
  const found = { ...evidence, trivial: false, why: 'never-made' } as const;
  const kills = effectiveness.kills.length;
  // It is more than theater if it cannot go on where the code is broken.
  if (kills > 0)
    return text.asksIfThere
      ? { kind: 'no-assertion', evidence: { ...found, kills }, severity: 'warning' }
      : undefined;
  if (text.swallows || !noticesNothing(effectiveness)) return undefined;
  return { kind: 'no-assertion', evidence: found, shownBy: evidence.functions[0] ?? breakOf([]) };
}

/** It runs no code of the project, and only checks values that it wrote itself. */
function apart(judged: JudgedTest): FindingDraft | undefined {
  const { test, effectiveness, text, evidence, breakOf } = judged;
  const { made } = test.assertions;
  if (!text || !runsNothing(effectiveness) || (made === 0 && text.asserts) || !judged.isApart())
    return undefined;
  const shownBy = breakOf([]);
  if (made === 0 || text.trivial)
    return { kind: 'no-assertion', evidence: { ...evidence, trivial: text.trivial }, shownBy };
  const found = { kind: 'hollow', evidence: { ...evidence, apart: true }, shownBy } as const;
  // That they fit a type may be the question, and is for the compiler to say.
  return text.hasTypes ? { ...found, severity: 'info' } : found;
}

/** The function that it calls throws, and it still passes because it makes fewer or other assertions. */
export function losesFailure({ test, effectiveness, text, evidence }: JudgedTest): FindingDraft | undefined {
  const { throws, notThrows } = test.assertions;
  const how = text?.swallows;
  // If nothing in the test can swallow a failure, the assertions differ by chance, as with polling.
  const lost = effectiveness.lost.filter((each) => each.how === 'all' || how === 'caught');
  if (lost.length === 0 || throws + notThrows > 0) return undefined;
  const throwing = lost.map(({ mutant }) => mutant.mutant.id);
  const kills = effectiveness.kills.length;
  return {
    kind: 'swallows-failure',
    evidence: { ...evidence, how: how ?? 'caught', throwing, ...(kills > 0 && { kills }) },
    shownBy: throwing[0],
  };
}

function noticesNothing({ kills, loads, unknown }: Effectiveness): boolean {
  return kills.length + loads.length === 0 && unknown === 0;
}

function runsNothing({ kills, loads, crashes, passes, swallowed, unknown }: Effectiveness): boolean {
  return kills.length + loads.length + crashes.length + passes.length + swallowed.length + unknown === 0;
}

/** It only checks which class another one extends, and no break changes that. */
export function asksKinship({ assertions: { made }, subjects }: RunTest): boolean {
  return made > 0 && subjects?.inherits === made;
}

/** An assertion was given the text of the project's code, or a result of searching in it. */
export function coupledToText({
  test,
  text,
  effectiveness,
}: Pick<JudgedTest, 'test' | 'text' | 'effectiveness'>): string[] {
  const { texts, derived } = test.subjects ?? noSubjects;
  // If the code under test handles the text like any other input, the test is not coupled to it.
  return text?.searches && noticesNothing(effectiveness) ? [...new Set([...texts, ...derived])] : texts;
}
