import { type Breaks, findBreaks } from '../breaks.ts';
import { canSandbox } from '../lab/vitest/sandbox.ts';
import { type Audit, isUnnoticed } from '../model/audit.ts';
import type { Generated } from '../model/generated.ts';
import { isBreak } from '../model/mutant.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { copyProject } from '../reproduce/project-copy.ts';
import { type AcceptContext, accept, type Judged, type Trial } from './accept.ts';
import { besideTests, conventions, placeFor } from './conventions.ts';
import { recordCalls } from './embedded/record.ts';
import { fuzzFiles } from './embedded/run.ts';
import { placeAll } from './placing.ts';
import { type Plan, planFor, recordedFiles, targetsOf } from './plan.ts';
import { NoValues } from './reading.ts';
import { writeInRounds } from './rounds.ts';
import { sandboxFor } from './sandbox.ts';
import { specifierOf } from './style.ts';
import { breaksOf, type Target } from './targets.ts';
import { withOwnNames } from './write.ts';
import { writeTest } from './write-call.ts';
import type { Writer } from './writer.ts';

export interface GenerateOptions {
  seed: number;
  /** Inputs that are tried for each break. */
  inputs: number;
  /** Run what was generated without a sandbox. */
  unsandboxed: boolean;
  /** Writes the tests, in so many rounds; without one they come from calls that tell. */
  writer: Writer | undefined;
  rounds: number;
}

interface How {
  audit: Audit;
  breaks: Breaks;
  plan: Plan;
  context: AcceptContext;
  signal: AbortSignal;
  seed: number;
  inputs: number;
}

type Made = { trials: Trial[]; judged: Judged } & Pick<Generated, 'same' | 'left' | 'reach'>;

/**
 * Writes tests that notice breaks that no test of the audit notices. Nothing is written into the project.
 * @param audit of the sources as they are
 */
export async function generate(
  audit: Audit,
  options: AuditOptions,
  { seed, inputs, unsandboxed, writer, rounds }: GenerateOptions,
  events: AuditEvents,
): Promise<Generated> {
  const startedAt = performance.now();
  const copy = copyProject(options.root);
  const signal = events.signal ?? new AbortController().signal;
  try {
    const there: AuditOptions = { ...options, root: copy.root };
    const sandbox = unsandboxed || !canSandbox() ? undefined : sandboxFor(options.root, copy.root);
    const breaks = await findBreaks(there, events);
    events.phase('search');
    const sources = targetsOf(audit, breaks);
    // What the project's own tests say is worth more than any value that only fits.
    const asked = writer === undefined && audit.tests.length > 0 ? recordedFiles(sources) : [];
    const recorded = await recordCalls(asked, { options: there, breaks, sandbox, signal });
    const plan = planFor(audit, breaks, sources, recorded);

    const targeted = new Set(plan.targets.flatMap(({ target }) => breaksOf(target).map(({ id }) => id)));
    const context: AcceptContext = { options: there, sandbox, targeted, events };
    const how: How = { audit, breaks, plan, context, signal, seed, inputs };
    const { trials, judged, same, left, reach } =
      writer === undefined ? await fromCalls(how) : await fromWriter(how, writer, rounds);
    const placed = await placeAll(trials, judged, { audit, options: there, breaks, sandbox, signal });

    return {
      targeted: audit.mutants.filter(
        (mutant) => isBreak(mutant) && isUnnoticed(mutant) && isIn(breaks, mutant.file),
      ).length,
      noticed: judged.noticed.size,
      reach,
      accepted: placed.tests,
      rejected: judged.rejected.map(({ candidate, reason }) => ({
        test: `${candidate.suite} > ${candidate.name}`,
        file: trials.find(({ candidates }) => candidates.includes(candidate))?.file ?? '',
        reason,
      })),
      same,
      left,
      files: placed.files,
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    };
  } finally {
    copy.remove();
  }
}

/** From calls on which breaks and the original differ; of their tests those stay that are proven to notice something. */
async function fromCalls({ audit, breaks, plan, context, signal, seed, inputs }: How): Promise<Made> {
  const { options, sandbox } = context;
  const results = await fuzzFiles(plan.files, { options, breaks, sandbox, seed, runs: inputs, signal });
  const trials = trialsFor(audit, breaks, plan, results, options.root);
  const judged = await accept(trials, context);
  return {
    trials,
    judged,
    same: sameIn(results, judged),
    left: leftOut(plan, results),
    reach: reachOf(searchedIn(plan, results), judged),
  };
}

/** From a writer, which is asked for every function that tests can get at. */
async function fromWriter(
  { audit, breaks, plan, context, signal }: How,
  writer: Writer,
  rounds: number,
): Promise<Made> {
  const targets = plan.targets.map(({ target }) => target).filter(({ breaks: own }) => own.length > 0);
  const { trials, judged, failed } = await writeInRounds(targets, context, {
    writer,
    rounds,
    audit,
    breaks,
    signal,
  });
  const unasked = [
    ...failed.map(({ target: { fn, breaks: own }, reason }) => ({ fn, breaks: own, reason })),
    ...plan.outOfReach,
  ];
  const left = unasked.map(({ fn: { name, file }, breaks: own, reason }) => ({
    function: name,
    file,
    breaks: own.length,
    reason,
  }));
  return {
    trials,
    judged,
    same: [],
    left,
    reach: reachOf(targets, judged),
  };
}

/** Of a break that was tried in several functions, all inputs count. */
function sameIn(results: Results, { noticed }: Judged): Generated['same'] {
  const all = [...results.values()].flatMap(({ same }) => same).filter(({ mutant }) => !noticed.has(mutant));
  return [...Map.groupBy(all, ({ mutant }) => mutant)].map(([mutant, each]) => ({
    mutant,
    inputs: each.reduce((sum, { inputs }) => sum + inputs, 0),
  }));
}

function reachOf(searched: Target[], { noticed }: Judged): Generated['reach'] {
  const ids = new Set(searched.flatMap((target) => breaksOf(target).map(({ id }) => id)));
  return { targeted: ids.size, noticed: [...ids].filter((id) => noticed.has(id)).length };
}

/** The functions that were called to find differences. */
function searchedIn({ targets }: Plan, results: Results): Target[] {
  return targets
    .map(({ target }) => target)
    .filter(({ fn }) => results.has(fn.id) && results.get(fn.id)?.skipped === undefined);
}

/** The functions for which nothing was written, and why. */
function leftOut(plan: Plan, results: Results): Generated['left'] {
  const { targets, outOfReach } = plan;
  const skipped = targets.flatMap(({ target: { fn, breaks }, called }) => {
    const seen = results.get(fn.id);
    const reason = called instanceof NoValues ? called.message : seen ? seen.skipped : unsearched;
    return reason === undefined || breaks.length === 0 ? [] : [{ fn, breaks, reason }];
  });
  const searched = searchedIn(plan, results);
  const unreached = outOfReach.filter(({ through }) => !through.some((each) => searched.includes(each)));
  return [...skipped, ...unreached].map(({ fn: { name, file }, breaks, reason }) => ({
    function: name,
    file,
    breaks: breaks.length,
    reason,
  }));
}

const unsearched =
  'the search for calls did not come to its end, or Vitest takes no test file beside the others';

type Results = Awaited<ReturnType<typeof fuzzFiles>>;

function isIn({ files }: Breaks, file: string): boolean {
  return files.some((each) => each.file === file);
}

function trialsFor(audit: Audit, { files }: Breaks, plan: Plan, results: Results, root: string): Trial[] {
  return files.flatMap(({ file: source }, index): Trial[] => {
    const place = placeFor(source, audit, root);
    const { style, specifier } = conventions(source, place, audit, root);
    const candidates = plan.targets
      .filter(({ target }) => target.fn.file === source)
      .flatMap(({ target: { fn }, called }) =>
        called instanceof NoValues
          ? []
          : (results.get(fn.id)?.cases ?? [])
              .filter(({ outcome: { kind, state } }) => kind === 'value' || kind === 'error' || state)
              .map((found) =>
                writeTest(found, { ...called, name: fn.name, file: source }, style, (other) =>
                  specifierOf(place.file, other, style),
                ),
              ),
      );
    if (candidates.length === 0) return [];
    const file = besideTests(source, audit, root, `realcov-trial-${index}`);
    return [{ source, file, specifier, style, candidates: withOwnNames(candidates) }];
  });
}
