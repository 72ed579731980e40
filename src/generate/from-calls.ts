import type { Breaks } from '../breaks.ts';
import type { Audit } from '../model/audit.ts';
import type { Generated } from '../model/generated.ts';
import { accept, type Judged, type Trial } from './accept.ts';
import { besideTests, conventions, placeFor } from './conventions.ts';
import { fuzzFiles } from './embedded/run.ts';
import type { How, Made } from './generate.ts';
import type { Plan } from './plan.ts';
import { withOwnNames, writeTest } from './write.ts';

/** From calls on which breaks and the original differ; of their tests those stay that are proven to notice something. */
export async function fromCalls({ audit, breaks, plan, context, signal, seed, inputs }: How): Promise<Made> {
  const { options, sandbox } = context;
  context.events.phase('search', plan.files.length);
  const results = await fuzzFiles(plan.files, { options, breaks, sandbox, seed, runs: inputs, signal });
  const trials = trialsFor(audit, breaks, plan, results, options.root);
  const judged = await accept(trials, context);
  return {
    trials,
    judged,
    violations: [],
    same: [...results.values()]
      .flatMap(({ same }) => same)
      .filter(({ mutant }) => !judged.noticed.has(mutant)),
    left: leftOut(plan, results),
    reach: reachOf(plan, results, judged),
  };
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
