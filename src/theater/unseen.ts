import type { NothingNoticed } from '../model/finding.ts';
import type { RunTest, Subjects } from '../model/run.ts';
import type { Kinded } from './kinded.ts';
import type { TestText } from './test-source.ts';
import type { Worth } from './worth.ts';

const noSubjects: Subjects = {
  echoes: 0,
  sure: 0,
  existence: 0,
  inherits: 0,
  names: [],
  texts: [],
  derived: [],
};

/** A test, and what is known of it without any break. */
export interface Plain {
  test: RunTest;
  worth: Worth;
  text: TestText | undefined;
  evidence: NothingNoticed;
  /** Its file has assertions of another library, which leave no trace. */
  expectsOtherwise: boolean;
  /** Nothing but its own text has a part in what it looks at. */
  isApart(): boolean;
  /** It names something that its file imports from a source. */
  looksAtSource(): boolean;
  /** The sources that its file imports, if it replaces them all by mocks. */
  mockedSources(): string[];
  /** A break of a function of one of these names, or of one of these sources, with which the test has to pass. */
  breakOf(names: string[], sources?: string[]): string | undefined;
}

/** What the clean run alone says of a test that notices nothing, whether or not it runs any code of the project. */
export function withoutBreaks(plain: Plain): Kinded | undefined {
  return echo(plain) ?? onlyExistence(plain) ?? neverMade(plain) ?? apart(plain);
}

/** All that it looks at is what it told mocks itself, or the project's code is replaced whole. */
function echo({ test, worth, evidence, mockedSources, breakOf }: Plain): Kinded | undefined {
  const { made } = test.assertions;
  const { echoes, sure, names } = test.subjects ?? noSubjects;
  if (made === 0) return undefined;
  if (echoes === made && (sure === made || noticesNothing(worth)))
    return { kind: 'mock-echo', evidence: { ...evidence, told: names }, shownBy: breakOf(names) };
  const modules = runsNothing(worth) ? mockedSources() : [];
  if (modules.length === 0) return undefined;
  return { kind: 'mock-echo', evidence: { ...evidence, modules }, shownBy: breakOf([], modules) };
}

/** Of tests of what a package exports: there it is the question. */
const aboutExports = /\bexport|\bpublic (api|interface)|\bentry\b|\bre-?export|\bindex\b|\bbarrel\b/i;

function onlyExistence({ test, worth, text, evidence, breakOf }: Plain): Kinded | undefined {
  const { made } = test.assertions;
  const { existence, names } = test.subjects ?? noSubjects;
  if (made === 0 || existence !== made || !noticesNothing(worth)) return undefined;
  if (!text || text.imports || aboutExports.test(test.key)) return undefined;
  return {
    kind: 'no-assertion',
    evidence: { ...evidence, trivial: false, why: 'existence' },
    shownBy: evidence.functions[0] ?? breakOf(names),
  };
}

/** It has assertions, in what never runs. */
function neverMade({ test, worth, text, evidence, expectsOtherwise, breakOf }: Plain): Kinded | undefined {
  if (test.assertions.made > 0 || !text?.asserts || !text.onlyCounted || expectsOtherwise) return undefined;
  const found = { ...evidence, trivial: false, why: 'never-made' } as const;
  const kills = worth.kills.length;
  // It is more than theater if it cannot go on where the code is broken.
  if (kills > 0)
    return text.asksIfThere
      ? { kind: 'no-assertion', evidence: { ...found, kills }, severity: 'warning' }
      : undefined;
  if (text.swallows || !noticesNothing(worth)) return undefined;
  return { kind: 'no-assertion', evidence: found, shownBy: evidence.functions[0] ?? breakOf([]) };
}

/** It runs no code of the project, and all that it asserts is about values that it wrote itself. */
function apart(plain: Plain): Kinded | undefined {
  const { test, worth, text, evidence, breakOf } = plain;
  const { made } = test.assertions;
  if (!text || !runsNothing(worth) || (made === 0 && text.asserts) || !plain.isApart()) return undefined;
  const shownBy = breakOf([]);
  if (made === 0 || text.trivial)
    return { kind: 'no-assertion', evidence: { ...evidence, trivial: text.trivial }, shownBy };
  const found = { kind: 'hollow', evidence: { ...evidence, apart: true }, shownBy } as const;
  // That they fit a type may be the question, and is for the compiler to say.
  return text.hasTypes ? { ...found, severity: 'info' } : found;
}

/** What it calls itself throws, and it passes because it then asserts less, or something else. */
export function losesFailure({ test, worth, text, evidence }: Plain): Kinded | undefined {
  const { throws, notThrows } = test.assertions;
  const how = text?.swallows;
  // How often something is polled, or what is looked at, may change by chance where nothing in the test takes a failure.
  const lost = worth.lost.filter((each) => each.how === 'all' || how === 'caught');
  if (lost.length === 0 || throws + notThrows > 0) return undefined;
  const throwing = lost.map(({ mutant }) => mutant.mutant.id);
  const kills = worth.kills.length;
  return {
    kind: 'swallows-failure',
    evidence: { ...evidence, how: how ?? 'caught', throwing, ...(kills > 0 && { kills }) },
    shownBy: throwing[0],
  };
}

function noticesNothing({ kills, loads, unknown }: Worth): boolean {
  return kills.length + loads.length === 0 && unknown === 0;
}

function runsNothing({ kills, loads, crashes, passes, swallowed, unknown }: Worth): boolean {
  return kills.length + loads.length + crashes.length + passes.length + swallowed.length + unknown === 0;
}

/** All that it asks is what a class extends, which no break changes. */
export function asksKinship({ assertions: { made }, subjects }: RunTest): boolean {
  return made > 0 && subjects?.inherits === made;
}

/** An assertion was given the text of the project's code, or what may be an answer about it. */
export function coupledToText({ test, text, worth }: Pick<Plain, 'test' | 'text' | 'worth'>): string[] {
  const { texts, derived } = test.subjects ?? noSubjects;
  // What code makes of a text, as of any other, is no matter of how it is written.
  return text?.searches && noticesNothing(worth) ? [...new Set([...texts, ...derived])] : texts;
}
