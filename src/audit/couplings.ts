import { singleRewrites } from '../../mutators/neutral/index.ts';
import { instrumentFile } from '../instrument/instrument.ts';
import { privateNameMutants } from '../instrument/private-names.ts';
import type { JobRunner } from '../lab/job-runner.ts';
import type { Lab } from '../lab/lab.ts';
import { serveTexts } from '../lab/open.ts';
import { confirmCouplings, type Suspicion, suspicionsIn } from '../lab/rounds/couplings.ts';
import { EvidenceStore } from '../lab/rounds/evidence-store.ts';
import { isNeutral, runRewrites } from '../lab/rounds/neutral-rounds.ts';
import { runWholeFiles } from '../lab/rounds/unswitchable-rewrites.ts';
import { spanAt } from '../model/apply.ts';
import type { EvidenceOf } from '../model/evidence.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import type { CleanRun, Coupling } from '../model/run.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { Breaks } from './breaks.ts';

interface Context {
  lab: Lab;
  runner: JobRunner;
  breaks: Breaks;
  run: CleanRun;
  options: AuditOptions;
  signal: AbortSignal;
}

/**
 * Tests that fail when code is rewritten without changing its behaviour. The evidence already has results for whole
 * functions with all rewrites. Here each rewrite is tried alone; and private members are renamed.
 */
export async function findCouplings(context: Context, evidence: EvidenceOf): Promise<Coupling[]> {
  const { run, breaks, signal } = context;
  const isWanted = breaks.files.some(({ mutants }) =>
    mutants.some((mutant) => mutant.level === 'neutral' && 'number' in mutant),
  );
  if (!isWanted) return [];
  const whole = await confirmed(context, suspicionsIn(run, run.mutants.filter(isNeutral), evidence));
  const single = whole.length > 0 && !signal.aborted ? await tellApart(context, whole) : [];
  const explained = new Set(single.map(({ mutant }) => mutant.function));
  return [
    ...single,
    ...whole.filter(({ mutant }) => mutant.function === undefined || !explained.has(mutant.function)),
    ...(signal.aborted ? [] : await renamed(context)),
  ];
}

/** Keeps only couplings that also show in a process of their own. */
async function confirmed({ runner, run, signal }: Context, suspicions: Suspicion[]): Promise<Coupling[]> {
  if (signal.aborted || suspicions.length === 0) return [];
  const seen = await confirmCouplings(runner, run, suspicions);
  return seen.map(({ mutant, ...rest }) => ({ ...rest, mutant: mutant.mutant }));
}

/** The rewrites of these functions one by one, in another program, because they are too many for the first one. */
async function tellApart(context: Context, whole: Coupling[]): Promise<Coupling[]> {
  const { lab, runner, breaks, run, options, signal } = context;
  const files = await Promise.all(
    breaks.files.flatMap((file) => {
      const units = unitStarts(file, whole);
      return units.size === 0 ? [] : [programOf(file, units)];
    }),
  );
  const reachOf = new Map(run.mutants.filter(isNeutral).map(({ mutant, reach }) => [mutant.function, reach]));
  const mutants = files.flatMap(({ key, mutants: all }) =>
    all.flatMap((mutant) =>
      'number' in mutant ? [{ key, mutant, reach: reachOf.get(mutant.function) ?? [] }] : [],
    ),
  );
  const placed = mutants.map((each, index) => ({ ...each, index }));
  serveTexts(lab, breaks.project.root, files, options);
  await lab.restart('instrumented');
  const evidenceStore = new EvidenceStore(placed, () => Number.POSITIVE_INFINITY);
  const suspects = new Set(whole.flatMap(({ tests }) => tests));
  await runRewrites(
    { lab: runner, run: { ...run, mutants: placed }, evidenceStore, signal },
    placed,
    suspects,
  );
  return confirmed(context, suspicionsIn(run, placed, evidenceStore.evidence));
}

/** Start offsets of the functions that tests are coupled to. */
function unitStarts({ file, original, functions }: InstrumentedFile, couplings: Coupling[]): Set<number> {
  const wanted = new Set(
    couplings.filter(({ mutant }) => mutant.file === file).map(({ mutant }) => mutant.function),
  );
  return new Set(
    functions.filter(({ id }) => wanted.has(id)).map(({ location }) => spanAt(original, location).start),
  );
}

function programOf(
  { file, original }: InstrumentedFile,
  units: ReadonlySet<number>,
): Promise<InstrumentedFile> {
  return instrumentFile({ file, source: original, mutators: singleRewrites(units), stryker: false });
}

function renamed({ lab, breaks, run, options, signal }: Context): Promise<Coupling[]> {
  const originals = new Map(breaks.files.map(({ file, original }) => [file, original]));
  const mutants = breaks.files.filter((file) => file.mutants.length > 0).flatMap(privateNameMutants);
  return runWholeFiles(
    {
      lab,
      run,
      root: breaks.project.root,
      timeoutFactor: options.timeoutFactor,
      original: (file) => originals.get(file) ?? '',
      signal,
    },
    mutants,
  );
}
