import type { Breaks } from '../audit/breaks.ts';
import type { Audit } from '../model/audit.ts';
import type { Generated } from '../model/generated.ts';
import { accept, type Judged, type Trial } from './accept/accept.ts';
import type { GenerateContext, MadeTests } from './context.ts';
import { recordCalls } from './embedded/record.ts';
import { fuzzFiles } from './embedded/run.ts';
import { type Plan, planFor, recordedFiles } from './targets/plan.ts';
import type { Target } from './targets/targets.ts';
import { NoValues } from './types/reading.ts';
import { besideTests, conventions, placeFor } from './write/conventions.ts';
import { specifierOf } from './write/style.ts';
import { withOwnNames } from './write/write.ts';
import { writeTest } from './write/write-call.ts';

/** Makes tests from calls whose results differ between breaks and the original. Tests that are proven to notice something are kept. */
export async function fromCalls({
  audit,
  breaks,
  sources,
  context,
  signal,
  seed,
  inputs,
}: GenerateContext): Promise<MadeTests> {
  const { options, sandbox, commonJs, events } = context;
  events.phase('search');
  // Values from the project's own tests are better than values that only fit the type.
  const asked = audit.tests.length > 0 ? recordedFiles(sources) : [];
  const recorded = await recordCalls(asked, { options, breaks, sandbox, commonJs, signal });
  const plan = planFor(audit, breaks, sources, recorded);
  events.phase('search', plan.files.length);
  const results = await fuzzFiles(plan.files, {
    ...{ options, breaks, sandbox, commonJs, seed, signal },
    runs: inputs,
  });
  const trials = trialsFor(audit, breaks, plan, results, options.root);
  const judged = await accept(trials, context);
  return {
    trials,
    judged,
    violations: [],
    same: sameIn(results, judged),
    left: leftOut(plan, results),
    searched: searchedIn(plan, results),
  };
}

/** A break that was searched in several functions counts all their inputs. */
function sameIn(results: Results, { noticed }: Judged): Generated['same'] {
  const all = [...results.values()].flatMap(({ same }) => same).filter(({ mutant }) => !noticed.has(mutant));
  return [...Map.groupBy(all, ({ mutant }) => mutant)].map(([mutant, each]) => ({
    mutant,
    inputs: each.reduce((sum, { inputs }) => sum + inputs, 0),
  }));
}

/** The functions whose calls were compared. */
function searchedIn({ targets }: Plan, results: Results): Target[] {
  return targets
    .map(({ target }) => target)
    .filter(({ fn }) => results.has(fn.id) && results.get(fn.id)?.skipped === undefined);
}

/** The functions without a new test, and why. */
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

const unsearched = 'the search for calls timed out, or no test file is run in the folder of the others';

type Results = Awaited<ReturnType<typeof fuzzFiles>>;

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
