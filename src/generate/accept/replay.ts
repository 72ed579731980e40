import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Breaks } from '../../audit/breaks.ts';
import { applyMutant } from '../../model/apply.ts';
import type { Mutant } from '../../model/mutant.ts';
import type { PlainRun } from '../../reproduce/plain-run.ts';
import type { Candidate } from '../write/write.ts';
import { type Judged, type Trial, write } from './accept.ts';
import { type Batch, batchesOf } from './batches.ts';
import type { PlainSuite } from './plain.ts';

interface Replaying {
  /** Root of the copy of the project. */
  root: string;
  breaks: Breaks;
  plain: PlainSuite;
  signal: AbortSignal;
}

/** How many breaks are tried for a test that does not notice the first. */
const maxTries = 3;
/** How often each break is made: a test that fails by chance does not fail each time. */
const repeats = 3;

/**
 * Makes breaks by hand and runs the plain suite on them. A test is rejected if it notices none of the breaks that it
 * should notice: it may have detected the active break in a way that nobody thought of.
 */
export async function replay(trials: Trial[], judged: Judged, context: Replaying): Promise<void> {
  const open = trials
    .map((trial, index) => ({
      ...trial,
      file: trial.file.replace(/realcov-trial-\d+/, `realcov-trial-${index}`),
      candidates: trial.candidates.filter((candidate) => judged.accepted.includes(candidate)),
    }))
    .filter(({ candidates }) => candidates.length > 0);
  if (open.length === 0) return;
  try {
    for (const trial of open) write(trial, context.root);
    const { ms } = await cleanRun(open, judged, context);
    await replayBreaks(open, judged, ms, context);
    await replayElsewhere(open, judged, context);
  } finally {
    for (const { file } of open) rmSync(join(context.root, file), { force: true });
  }
}

/** Other places where it may run: other formats of numbers, plurals and dates, and another day. */
const elsewhere: NodeJS.ProcessEnv[] = [
  { ...localeOf('C'), TZ: 'UTC' },
  { ...localeOf('de_DE.UTF-8'), TZ: 'Pacific/Kiritimati' },
  { ...localeOf('ar_EG.UTF-8'), TZ: 'Pacific/Honolulu' },
];

function localeOf(locale: string): NodeJS.ProcessEnv {
  return { LC_ALL: locale, LANG: locale };
}

/**
 * A test has to pass for everybody in the project, in any language and time zone. These runs also show tests that fail by
 * chance: the original is run as often as each break.
 */
async function replayElsewhere(open: Trial[], judged: Judged, { plain, signal }: Replaying): Promise<void> {
  for (const env of elsewhere) {
    const left = open.filter(({ candidates }) => candidates.some((each) => judged.accepted.includes(each)));
    const failing = async () =>
      failingIn(
        await plain(
          left.map(({ file }) => file),
          { env },
        ),
        left,
      );
    if (left.length === 0 || signal.aborted) return;
    const failures = [...(await failing())].filter(([candidate]) => judged.accepted.includes(candidate));
    if (failures.length === 0) continue;
    const again = await failing();
    if (signal.aborted) return;
    const where = `LC_ALL=${env.LC_ALL} TZ=${env.TZ}`;
    for (const [candidate, why] of failures) {
      const reason = again.has(candidate)
        ? `it depends on the language or time zone (${where}): ${why}`
        : 'it does not always pass';
      reject(candidate, reason, judged);
    }
  }
}

async function cleanRun(open: Trial[], judged: Judged, { plain, signal }: Replaying): Promise<PlainRun> {
  const clean = await plain(open.map(({ file }) => file));
  if (signal.aborted) return clean;
  for (const [candidate, why] of failingIn(clean, open))
    reject(candidate, `it fails in a plain run: ${why}`, judged);
  return clean;
}

async function replayBreaks(
  open: Trial[],
  judged: Judged,
  cleanMs: number,
  context: Replaying,
): Promise<void> {
  const mutants = new Map(
    context.breaks.files.flatMap((file) => file.mutants).map((each) => [each.id, each]),
  );
  const tried = new Map<Candidate, Set<string>>();
  let left = [...judged.accepted];
  for (let time = 1; time <= maxTries && left.length > 0; time++) {
    const batches = batchesOf(left, { ...judged, tried, mutantOf: (id) => mutants.get(id) });
    const noticed = new Set<Candidate>();
    for (const batch of batches) {
      const found = await noticedIn(batch, open, cleanMs, context);
      if (context.signal.aborted) return;
      for (const [candidate, id] of batch.tests)
        tried.set(candidate, new Set([...(tried.get(candidate) ?? []), id]));
      for (const candidate of found) noticed.add(candidate);
    }
    left = left.filter((candidate) => !noticed.has(candidate));
  }
  for (const candidate of left)
    reject(candidate, 'made by hand, the breaks that it is said to notice are not noticed by it', judged);
}

/** The tests that fail each time. */
async function noticedIn(
  batch: Batch,
  open: Trial[],
  cleanMs: number,
  context: Replaying,
): Promise<Candidate[]> {
  let noticed = [...batch.tests.keys()];
  for (let time = 1; time <= repeats && noticed.length > 0; time++) {
    const run = await broken(batch, open, cleanMs, context);
    if (context.signal.aborted) return [];
    // If the tests never end, one run is proof enough, and expensive.
    if (run.timedOut) return batch.breaks.length === 1 ? noticed : [];
    const failing = failingIn(run, open);
    noticed = noticed.filter((candidate) => failing.has(candidate));
  }
  return noticed;
}

/** Runs the test files with the breaks of a batch in the sources. */
async function broken(
  { breaks, tests }: Batch,
  open: Trial[],
  cleanMs: number,
  { root, plain }: Replaying,
): Promise<PlainRun> {
  const files = open.filter(({ candidates }) => candidates.some((candidate) => tests.has(candidate)));
  const originals = [...Map.groupBy(breaks, ({ file }) => file)].map(([file, own]) => {
    const path = join(root, file);
    return { path, text: readFileSync(path, 'utf8'), own };
  });
  try {
    for (const { path, text, own } of originals) writeFileSync(path, withBreaks(text, own));
    return await plain(
      files.map(({ file }) => file),
      { cleanMs },
    );
  } finally {
    for (const { path, text } of originals) writeFileSync(path, text);
  }
}

/** From last to first, so that earlier positions stay valid. */
function withBreaks(text: string, breaks: readonly Mutant[]): string {
  return [...breaks]
    .sort(
      (a, b) =>
        b.location.start.line - a.location.start.line || b.location.start.column - a.location.start.column,
    )
    .reduce((broken, each) => applyMutant(broken, each), text);
}

function failingIn(run: PlainRun, open: Trial[]): Map<Candidate, string> {
  const failing = new Map<Candidate, string>();
  for (const { file, test, message } of run.failures) {
    for (const trial of open) {
      if (file !== '' && trial.file !== file) continue;
      for (const candidate of trial.candidates)
        if (test === '' || test === `${candidate.suite} > ${candidate.name}`) failing.set(candidate, message);
    }
  }
  return failing;
}

function reject(candidate: Candidate, reason: string, judged: Judged): void {
  judged.accepted = judged.accepted.filter((each) => each !== candidate);
  judged.rejected.push({ candidate, reason });
}
