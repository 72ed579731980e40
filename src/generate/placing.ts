import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { Breaks } from '../breaks.ts';
import { cleanRun } from '../lab/clean-run.ts';
import { relativeTo } from '../lab/names.ts';
import { openLab } from '../lab/open.ts';
import type { Sandbox } from '../lab/vitest/sandbox.ts';
import type { Audit } from '../model/audit.ts';
import type { Generated, GeneratedFile } from '../model/generated.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { Judged, Trial } from './accept.ts';
import { placeFor } from './conventions.ts';
import { formatted } from './format.ts';
import { isParsed, withTests } from './place.ts';
import type { Candidate } from './write.ts';

interface Placing {
  audit: Audit;
  options: AuditOptions;
  breaks: Breaks;
  sandbox: Sandbox | undefined;
  signal: AbortSignal;
}

/** The accepted tests in the project's own test files, which have to stay green with them. */
export async function placeAll(
  trials: Trial[],
  judged: Judged,
  context: Placing,
): Promise<{ files: GeneratedFile[]; tests: Generated['accepted'] }> {
  const { options } = context;
  const files: GeneratedFile[] = [];
  const tests: Generated['accepted'] = [];
  const placed: { file: string; own: Candidate[] }[] = [];
  for (const ofSource of Map.groupBy(trials, ({ source }) => source).values()) {
    const trial = ofSource[0]!;
    const own = ofSource
      .flatMap(({ candidates }) => candidates)
      .filter((candidate) => judged.accepted.includes(candidate));
    if (own.length === 0) continue;
    const { file, before, after } = mergedInto(trial, own, context);
    mkdirSync(join(options.root, dirname(file)), { recursive: true });
    writeFileSync(join(options.root, file), after);
    files.push({ file, before, after });
    placed.push({ file, own });
  }
  const red = await redIn(
    placed.map(({ file }) => file),
    context,
  );
  for (const { file, own } of placed) {
    const why = red.get(file);
    if (why === undefined) {
      tests.push(
        ...own.map((candidate) => ({
          test: `${candidate.suite} > ${candidate.name}`,
          file,
          notices: judged.notices.get(candidate) ?? [],
        })),
      );
      continue;
    }
    for (const candidate of own)
      judged.rejected.push({ candidate, reason: `${file} is red with it: ${why}` });
  }
  return { files: files.filter(({ file }) => !red.has(file)), tests };
}

/**
 * The test file of a source with the tests in it; a new one beside it, if their names mean something else there. With a
 * folder for them, the file of the same path in there.
 */
function mergedInto(
  { source, specifier, style }: Trial,
  own: Candidate[],
  { audit, options: { root, out } }: Placing,
): GeneratedFile {
  const { file: usual } = placeFor(source, audit, root);
  const file = out === undefined ? usual : posix.join(out, usual);
  const textOf = (path: string) =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
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

/** A relative specifier as another file has to write it. */
function rebased(specifier: string, from: string, to: string): string {
  if (!specifier.startsWith('.') || from === to) return specifier;
  const path = posix.relative(posix.dirname(to), posix.join(posix.dirname(from), specifier));
  return path.startsWith('.') ? path : `./${path}`;
}

/** Runs the files as they would be, in the sandbox too: which of them are red, and what they say. */
async function redIn(
  files: string[],
  { options, breaks, sandbox, signal }: Placing,
): Promise<Map<string, string>> {
  const red = new Map<string, string>();
  if (files.length === 0) return red;
  const lab = await openLab(
    breaks.project,
    { ...options, ...(sandbox && { sandbox }) },
    { add: () => {} },
    signal,
  );
  try {
    const wanted = lab.files.filter(({ path }) => files.includes(relativeTo(options.root, path)));
    const run = await cleanRun(lab, options.root, wanted, [], { findsUnstable: false });
    for (const { file, test, error } of run.red) red.set(file, `${test}: ${error}`);
    // A folder for them need not be one that Vitest looks into.
    const expected =
      options.out === undefined ? files : wanted.map(({ path }) => relativeTo(options.root, path));
    for (const file of expected)
      if (!run.files.some((each) => each.file === file)) red.set(file, red.get(file) ?? 'it does not run');
    return red;
  } finally {
    await lab.close();
  }
}
