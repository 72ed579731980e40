import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import type { Audit } from '../../model/audit.ts';
import type { Generated, GeneratedFile } from '../../model/generated.ts';
import type { TestFailure } from '../../model/reproduction.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { readWithin, removeWithin, writableWithin } from '../../store/inside-root.ts';
import type { Judged, Trial } from '../accept/accept.ts';
import type { PlainSuite } from '../accept/plain.ts';
import { calledUnseen } from '../allowed/returned.ts';
import { placeFor } from './conventions.ts';
import { formatted } from './format.ts';
import { isParsed, withTests } from './merge-tests.ts';
import type { Candidate } from './write.ts';

interface Placing {
  audit: Audit;
  options: AuditOptions;
  plain: PlainSuite;
}

/** How often tests that make their file fail are removed from it, before all new tests of the file are given up. */
const maxTries = 4;

interface Group {
  trial: Trial;
  own: Candidate[];
}

/**
 * Puts the accepted tests into the project's own test files, which have to stay green. A test that fails there is
 * rejected, and the breaks that it noticed no longer count.
 */
export async function placeAll(
  trials: Trial[],
  judged: Judged,
  context: Placing,
): Promise<{ files: GeneratedFile[]; tests: Generated['accepted'] }> {
  let open = [...Map.groupBy(trials, ({ source }) => source).values()].map(
    (ofSource): Group => ({
      trial: ofSource[0]!,
      own: ofSource
        .flatMap(({ candidates }) => candidates)
        .filter((candidate) => judged.accepted.includes(candidate)),
    }),
  );
  const redBefore = new Map<string, TestFailure[]>();
  for (let time = 1; ; time++) {
    open = open.filter(({ own }) => own.length > 0);
    const placed = open.map((group) => ({ ...group, file: put(group, context) }));
    const all = await redIn([...new Set(placed.map(({ file }) => file.file))], context);
    if (all.size === 0) return settled(placed, judged);
    for (const { file } of placed.toReversed()) putBack(file, context.options.root);
    await lookBefore(redBefore, placed, all, context);
    const red = new Map(
      [...all].map(([file, failures]) => [file, unlike(redBefore.get(file) ?? [], failures)]),
    );
    if ([...red.values()].every((failures) => failures.length === 0)) return settled(placed, judged);
    open = placed.map(({ trial, own, file }) => {
      const failures = red.get(file.file) ?? [];
      const culprits = time === maxTries && failures.length > 0 ? own : culpritsIn(own, failures);
      for (const candidate of culprits)
        judged.rejected.push({
          candidate,
          reason: `${file.file} is red with it: ${failures[0]?.test}: ${failures[0]?.message}`,
        });
      return { trial, own: own.filter((candidate) => !culprits.includes(candidate)) };
    });
  }
}

/** Failures of the existing files: they may need something that the sandbox does not allow. */
async function lookBefore(
  known: Map<string, TestFailure[]>,
  placed: { file: GeneratedFile }[],
  red: ReadonlyMap<string, unknown>,
  context: Placing,
): Promise<void> {
  const there = placed
    .filter(({ file: { file, before } }) => before !== undefined && red.has(file) && !known.has(file))
    .map(({ file: { file } }) => file);
  const found = await redIn([...new Set(there)], context);
  for (const file of there) known.set(file, found.get(file) ?? []);
}

/** The failures of tests that did not fail before. */
function unlike(before: TestFailure[], failures: TestFailure[]): TestFailure[] {
  return failures.filter(({ test }) => test === '' || !before.some((each) => each.test === test));
}

/** The failing tests; all new ones if other tests fail because of them. */
function culpritsIn(own: Candidate[], failures: TestFailure[]): Candidate[] {
  if (failures.length === 0) return [];
  const names = new Set(failures.map(({ test }) => test));
  const failing = own.filter(({ suite, name }) => names.has(`${suite} > ${name}`));
  return failing.length > 0 ? failing : own;
}

function settled(
  placed: (Group & { file: GeneratedFile })[],
  judged: Judged,
): { files: GeneratedFile[]; tests: Generated['accepted'] } {
  const tests = placed.flatMap(({ own, file: { file } }) =>
    own.map((candidate) => ({
      test: `${candidate.suite} > ${candidate.name}`,
      file,
      notices: judged.notices.get(candidate) ?? [],
      ...unseenBy(candidate, file),
    })),
  );
  judged.noticed = new Set(tests.flatMap(({ notices }) => notices));
  return { files: placed.map(({ file }) => file), tests };
}

/** Only for tests that somebody wrote: tests made here only call the function that they are for. */
function unseenBy(candidate: Candidate, file: string): { callsUnseen?: string[] } {
  const callsUnseen = candidate.code === undefined ? [] : calledUnseen({ ...candidate, file });
  return callsUnseen.length > 0 ? { callsUnseen } : {};
}

function put({ trial, own }: Group, context: Placing): GeneratedFile {
  const merged = mergedInto(trial, own, context);
  const path = writableWithin(context.options.root, merged.file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, merged.after);
  return merged;
}

function putBack({ file, before }: GeneratedFile, root: string): void {
  if (before === undefined) removeWithin(root, file);
  else writeFileSync(writableWithin(root, file), before);
}

/**
 * The test file of a source with the new tests; a new file beside it, if their names mean something else there. With
 * `folder`, the file of the same path in that folder.
 */
function mergedInto(
  { source, specifier, style }: Trial,
  own: Candidate[],
  { audit, options: { root, out } }: Placing,
): GeneratedFile {
  const { file: usual } = placeFor(source, audit, root);
  const file = out === undefined ? usual : posix.join(out, usual);
  const textOf = (path: string) => readWithin(root, path);
  const from = (each: string) => rebased(each, usual, file);
  const moved = own.map(({ others = [], ...candidate }) => ({
    ...candidate,
    others: others.map((other) => ({ ...other, specifier: from(other.specifier) })),
  }));
  const merged = withTests(textOf(file), file, moved, from(specifier), style);
  const place = isParsed(merged, file)
    ? file
    : file.replace(/(?=[.-](?:test|spec)\.[cm]?[jt]sx?$)/, '.realcov');
  const before = textOf(place);
  const text = place === file ? merged : withTests(before, place, moved, from(specifier), style);
  return { file: place, before, after: formatted(text, root, place) };
}

/** A relative specifier as seen from another file. */
function rebased(specifier: string, from: string, to: string): string {
  if (!specifier.startsWith('.') || from === to) return specifier;
  const path = posix.relative(posix.dirname(to), posix.join(posix.dirname(from), specifier));
  return path.startsWith('.') ? path : `./${path}`;
}

/** Runs the new versions of the files, in the sandbox too. Returns which fail, and their messages. */
async function redIn(files: string[], { options, plain }: Placing): Promise<Map<string, TestFailure[]>> {
  if (files.length === 0) return new Map();
  const run = await plain(files);
  // No test may be searched for in this folder.
  if (options.out !== undefined && run.files.length === 0) return new Map();
  const failures = run.failures.map((failure) => ({
    ...failure,
    message: failure.message.replace(/^\w*Error: /, ''),
  }));
  // A message without a file is about all of them.
  const shared = failures.filter(({ file }) => file === '');
  const missing = files
    .filter((file) => options.out === undefined && !run.files.includes(file))
    .flatMap((file) =>
      (shared.length > 0 ? shared : [{ test: file, message: 'it does not run' }]).map((each) => ({
        ...each,
        file,
      })),
    );
  return Map.groupBy([...failures.filter(({ file }) => file !== ''), ...missing], ({ file }) => file);
}
