import { at } from '../model/at.ts';
import { isBreak } from '../model/mutant.ts';
import type { CleanRun, Evidence, RunMutant, RunTest } from '../model/run.ts';
import type { Findings } from './evidence.ts';
import { hotJob } from './jobs.ts';
import type { HotJob, TestPlan } from './protocol.ts';
import type { Runner } from './runner.ts';

interface ChanceContext {
  lab: Runner;
  run: CleanRun;
  findings: Findings;
  signal: AbortSignal;
}

/** How often it is asked what becomes of a verdict when tests draw something else: more often where that takes less time. */
const leastDraws = 2;
const mostDraws = 24;
const mostMsOfAll = 20_000;
/** To load a file costs that much besides what it does itself, in milliseconds. */
const loadMs = 50;
/** So many pairs of test and mutant are asked about each time, and such that take so long together, in milliseconds. */
const mostPairs = 2_000;
const mostMs = 5_000;
/** So many breaks that it passes with are tried on a test that has killed nothing. */
const mostOfUseless = 12;

/**
 * Tests that draw at random draw the same all audit long. With other draws, those that decide a verdict are run once more
 * in place: what differs then is a matter of chance. It changes no verdict.
 */
export async function chanceRound(context: ChanceContext): Promise<void> {
  const { lab, run, findings, signal } = context;
  const drawing = new Set(run.tests.filter(({ draws }) => draws).map(({ index }) => index));
  if (drawing.size === 0 || signal.aborted) return;
  const asked = affordable(pairsToAsk(context, drawing));
  const jobs = drawsFor(run, asked).flatMap((draws) => jobsFor(run, asked, draws));
  const keys = new Map(asked.map(({ test }) => [`${test.fileIndex}\n${test.key}`, test]));
  const fileOf = new Map(jobs.map(({ job, fileIndex }) => [job, fileIndex]));
  await lab.run([...fileOf.keys()], ({ job, lines }) => {
    for (const line of lines) {
      const test = line.kind === 'pair' && keys.get(`${fileOf.get(job as HotJob)}\n${line.test}`);
      if (!test || line.kind !== 'pair') continue;
      const { killsOtherwise, missesOtherwise } = findings.of(line.mutant);
      if (line.outcome === 'killed') killsOtherwise.add(test.index);
      if (line.outcome === 'survived') missesOtherwise.add(test.index);
    }
    // What is not said of a pair stays unknown.
    return undefined;
  });
}

interface Pair {
  test: RunTest;
  mutant: RunMutant;
}

/** Those that a verdict or the worth of a test rests on alone. */
function pairsToAsk({ run, findings }: ChanceContext, drawing: ReadonlySet<number>): Pair[] {
  const killed = new Map(run.mutants.map((mutant) => [mutant, killersIn(findings.of(mutant.index))]));
  const useful = new Set([...killed.values()].flat());
  const tried = new Map<number, number>();
  const isTried = (test: number) => {
    const count = tried.get(test) ?? 0;
    tried.set(test, count + 1);
    return count < mostOfUseless;
  };
  return run.mutants
    .filter(({ mutant }) => isBreak(mutant))
    .flatMap((mutant) => {
      const killers = killed.get(mutant) ?? [];
      const isOpen = killers.length === 0 && findings.of(mutant.index).timeouts.size === 0;
      const rests = killers.length > 0 && killers.every((test) => drawing.has(test));
      const isAsked = (test: number) =>
        isOpen || (rests && killers.includes(test)) || (!useful.has(test) && isTried(test));
      return mutant.reach
        .flatMap(({ again }) => again)
        .filter((test) => drawing.has(test) && isAsked(test))
        .map((test) => ({ test: at(run.tests, test), mutant }));
    });
}

function affordable(pairs: Pair[]): Pair[] {
  let ms = 0;
  return pairs.slice(0, mostPairs).filter(({ test }) => {
    ms += 2 * test.ms;
    return ms <= mostMs;
  });
}

/** Numbers of other draws than the usual ones. */
function drawsFor({ files }: CleanRun, pairs: Pair[]): number[] {
  const loads = [...new Set(pairs.map(({ test }) => test.fileIndex))];
  const ms =
    loads.reduce((sum, index) => sum + at(files, index).ms + loadMs, 0) +
    pairs.reduce((sum, { test }) => sum + 2 * test.ms, 0);
  const count = Math.max(leastDraws, Math.min(mostDraws, Math.floor(mostMsOfAll / ms)));
  return Array.from({ length: count }, (_, index) => index + 1);
}

function killersIn({ kills, files }: Evidence): number[] {
  const counted = [...files.values()].filter(({ hit, spoiled }) => hit && spoiled === undefined);
  return [...new Set([...kills, ...counted.flatMap(({ killers }) => killers)])];
}

function jobsFor(run: CleanRun, pairs: Pair[], draws: number): { job: HotJob; fileIndex: number }[] {
  return [...Map.groupBy(pairs, ({ test }) => test.fileIndex)].map(([fileIndex, own]) => {
    const mutants = [...new Set(own.map(({ mutant }) => mutant))];
    const positions = new Map(mutants.map((mutant, position) => [mutant, position]));
    const plans = [...Map.groupBy(own, ({ test }) => test)].map(
      ([{ key, ms, steps }, met]): TestPlan => ({
        test: key,
        mutants: met.map(({ mutant }) => positions.get(mutant)!),
        ms,
        steps,
        untilKill: false,
      }),
    );
    return {
      job: { ...hotJob(at(run.files, fileIndex), mutants, plans, {}, false, false), draws },
      fileIndex,
    };
  });
}
