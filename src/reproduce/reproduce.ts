import { applyMutant } from '../model/apply.ts';
import type { Audit, AuditedMutant, AuditedTest, MutantStatus } from '../model/audit.ts';
import type { FailureLost } from '../model/finding.ts';
import type { Reproduction, TestFailure, Truth } from '../model/reproduction.ts';
import { readCode } from '../store/inside-root.ts';
import type { Answer, TruthFinder } from './truth.ts';

/** What a status says about the tests. Other statuses say nothing about them. */
const claims: Partial<Record<MutantStatus, Truth['outcome']>> = {
  killed: 'noticed',
  timeout: 'noticed',
  survived: 'unnoticed',
  'no-coverage': 'unnoticed',
  'type-error': 'unnoticed',
  accepted: 'unnoticed',
};

export interface Place {
  /** Folder of the copy that `truths` works on. */
  root: string;
  truths: TruthFinder;
}

/**
 * Makes the break in a copy of the project, and compares the result of plain Vitest with the audit.
 * @param test compare only this test; its whole file is run
 * @throws RangeError if the source has changed since the audit
 */
export async function reproduce(
  audit: Audit,
  mutant: AuditedMutant,
  { root, truths }: Place,
  test?: AuditedTest,
): Promise<Reproduction> {
  const source = readCode(root, mutant.file);
  if (source === undefined) return outsideOf(mutant);
  const broken = applyMutant(source, mutant);
  const answer = await truths.of({ file: mutant.file, broken, ...filesFor(audit, mutant, test) });
  const seen = test ? ofTest(audit, mutant, test, answer) : ofAll(audit, mutant, answer, truths.bail);
  const drawing = seen.agrees === false ? drawingTests(audit, mutant, seen) : [];
  if (drawing.length === 0) return seen;
  // The audit and plain Vitest had other random numbers.
  const { agrees: _, ...rest } = seen;
  return { ...rest, drawing };
}

function ofAll(audit: Audit, mutant: AuditedMutant, answer: Answer, bail: boolean): Reproduction {
  const claim = claims[mutant.status];
  if (claim === undefined || answer.outcome === 'unclear') return { mutant: mutant.id, ...answer };
  const notFailing = answer.outcome === 'noticed' && !bail ? idle(audit, mutant, answer) : [];
  return {
    mutant: mutant.id,
    ...answer,
    ...(notFailing.length > 0 && { notFailing }),
    agrees: claim === answer.outcome && notFailing.length === 0,
  };
}

/** The audit may come from somebody else, and a link in the project may lead out of its copy. */
function outsideOf({ id, file }: AuditedMutant): Reproduction {
  return {
    mutant: id,
    outcome: 'unclear',
    failures: [],
    testFiles: [],
    why: `${file} is no file of the project`,
  };
}

/**
 * All test files that import the source. If the audit had only some tests: those of them that reach the break, or all of
 * them if none does.
 */
function filesFor(
  { tests, options }: Audit,
  { coveredBy, killedBy }: AuditedMutant,
  test: AuditedTest | undefined,
): { only: string[] } | { also: string[] } {
  const covering = new Set([...coveredBy, ...killedBy]);
  // A name must not look like an option of Vitest.
  const filesOf = (some: AuditedTest[]) =>
    [...new Set(some.map(({ file }) => file))].filter((file) => !file.startsWith('-'));
  if (test) return { only: filesOf([test]) };
  const reaching = filesOf(tests.filter(({ id }) => covering.has(id)));
  if (!Array.isArray(options.tests) || options.tests.length === 0) return { also: reaching };
  return { only: reaching.length > 0 ? reaching : filesOf(tests) };
}

/** Tests that catch the break according to the audit, but do not fail. */
function idle({ tests }: Audit, { killedBy }: AuditedMutant, { failures, outOfTime }: Answer): string[] {
  if (outOfTime) return [];
  const killers = new Set(killedBy);
  return tests.filter((test) => killers.has(test.id) && !failures.some(isOf(test))).map(({ id }) => id);
}

/** Ids of the tests with another result than in the audit, if all of them use random numbers. */
function drawingTests({ tests }: Audit, { killedBy }: AuditedMutant, seen: Reproduction): string[] {
  const { test, notFailing, outcome, failures } = seen;
  const isSilent = outcome === 'unnoticed';
  const one = test === undefined ? undefined : [test];
  const blamed = one ?? notFailing ?? (isSilent ? killedBy : failures.map((failure) => idOf(tests, failure)));
  const drawing = new Set(tests.filter(({ draws }) => draws).map(({ id }) => id));
  return blamed.every((id) => id !== undefined && drawing.has(id))
    ? blamed.filter((id) => id !== undefined)
    : [];
}

function idOf(tests: AuditedTest[], { file, test }: TestFailure): string | undefined {
  return tests.find((each) => each.file === file && each.name === test)?.id;
}

function isOf({ file, name }: AuditedTest): (failure: TestFailure) => boolean {
  return (failure) => failure.file === file && (failure.test === name || failure.test === '');
}

/** Whether a finding claims that the test passes with the break. */
function isSaidToPass({ findings }: Audit, mutant: AuditedMutant, test: AuditedTest): boolean {
  return findings.some(({ testId, evidence }) => {
    const { functions = [], passes = [], throwing = [] } = evidence as Partial<FailureLost>;
    return testId === test.id && [...functions, ...passes, ...throwing].includes(mutant.id);
  });
}

function ofTest(audit: Audit, mutant: AuditedMutant, test: AuditedTest, answer: Answer): Reproduction {
  const base = { mutant: mutant.id, test: test.id };
  const isClaimed = mutant.killedBy.includes(test.id);
  const isKnown = isClaimed || mutant.killersComplete || isSaidToPass(audit, mutant, test);
  const isSilent = answer.outcome === 'unclear' || !isKnown;
  const agreement = (noticed: boolean) => (isSilent ? {} : { agrees: isClaimed === noticed });
  if (answer.outcome !== 'noticed') return { ...base, ...answer, ...agreement(false) };
  const failures = answer.failures.filter(isOf(test));
  if (failures.length > 0 || answer.outOfTime) return { ...base, ...answer, failures, ...agreement(true) };
  return { ...base, ...answer, outcome: 'unnoticed', failures, ...agreement(false) };
}
