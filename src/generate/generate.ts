import { type Breaks, findBreaks } from '../breaks.ts';
import { canSandbox } from '../lab/vitest/sandbox.ts';
import { type Audit, isUnnoticed } from '../model/audit.ts';
import type { Generated } from '../model/generated.ts';
import { isBreak } from '../model/mutant.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { copyProject } from '../reproduce/project-copy.ts';
import { accept, type Judged, type Trial } from './accept.ts';
import { besideTests, conventions, placeFor } from './conventions.ts';
import { fuzzFiles } from './embedded/run.ts';
import { placeAll } from './placing.ts';
import { type Plan, planFor } from './plan.ts';
import { sandboxFor } from './sandbox.ts';
import { withOwnNames, writeTest } from './write.ts';

export interface GenerateOptions {
  seed: number;
  /** Inputs that are tried for each break. */
  inputs: number;
  /** Run what was generated without a sandbox. */
  unsandboxed: boolean;
}

/**
 * Writes tests that notice breaks that no test of the audit notices. Nothing is written into the project.
 * @param audit of the sources as they are
 */
export async function generate(
  audit: Audit,
  options: AuditOptions,
  { seed, inputs, unsandboxed }: GenerateOptions,
  events: AuditEvents,
): Promise<Generated> {
  const startedAt = performance.now();
  const copy = copyProject(options.root);
  const signal = events.signal ?? new AbortController().signal;
  try {
    const there: AuditOptions = { ...options, root: copy.root };
    const sandbox = unsandboxed || !canSandbox() ? undefined : sandboxFor(options.root, copy.root);
    const breaks = await findBreaks(there, events);
    const plan = planFor(audit, breaks);

    // Calls on which breaks and the original differ.
    events.phase('search', plan.files.length);
    const results = await fuzzFiles(plan.files, {
      options: there,
      breaks,
      sandbox,
      seed,
      runs: inputs,
      signal,
    });

    // As tests, of which those stay that are proven to notice something.
    const trials = trialsFor(audit, breaks, plan, results, copy.root);
    const targeted = new Set(plan.targets.flatMap(({ target }) => target.breaks.map(({ id }) => id)));
    const judged = await accept(trials, { options: there, sandbox, targeted, events });
    const placed = await placeAll(trials, judged, { audit, options: there, breaks, sandbox, signal });

    const all = [...results.values()];
    return {
      targeted: audit.mutants.filter(
        (mutant) => isBreak(mutant) && isUnnoticed(mutant) && isIn(breaks, mutant.file),
      ).length,
      noticed: judged.noticed.size,
      reach: reachOf(plan, results, judged),
      accepted: placed.tests,
      rejected: judged.rejected.map(({ candidate, reason }) => ({
        test: `${candidate.suite} > ${candidate.name}`,
        file: trials.find(({ candidates }) => candidates.includes(candidate))?.file ?? '',
        reason,
      })),
      same: all.flatMap(({ same }) => same),
      left: leftOut(plan, results),
      files: placed.files,
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    };
  } finally {
    copy.remove();
  }
}

function reachOf({ targets }: Plan, results: Results, { noticed }: Judged): Generated['reach'] {
  const searched = targets.filter(({ target }) => {
    const seen = results.get(target.fn.id);
    return seen !== undefined && seen.skipped === undefined;
  });
  const ids = searched.flatMap(({ target }) => target.breaks.map(({ id }) => id));
  return { targeted: ids.length, noticed: ids.filter((id) => noticed.has(id)).length };
}

/** The functions for which nothing was written, and why. */
function leftOut({ targets, outOfReach }: Plan, results: Results): Generated['left'] {
  const skipped = targets.flatMap(({ target: { fn, breaks }, why }) => {
    const seen = results.get(fn.id);
    const reason = why ?? (seen ? seen.skipped : unsearched);
    return reason === undefined ? [] : [{ fn, breaks, reason }];
  });
  return [...skipped, ...outOfReach].map(({ fn: { name, file }, breaks, reason }) => ({
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
      .flatMap(({ target, parameters = [] }) =>
        (results.get(target.fn.id)?.cases ?? [])
          .filter(({ outcome }) => outcome.kind === 'value' || outcome.kind === 'error')
          .map((found) =>
            writeTest(found, { exported: target.exported, name: target.fn.name, parameters }, style),
          ),
      );
    if (candidates.length === 0) return [];
    const file = besideTests(source, audit, root, `realcov-trial-${index}`);
    return [{ source, file, specifier, style, candidates: withOwnNames(candidates) }];
  });
}
