import { at } from '../model/at.ts';
import type { CleanRun, Reach, RunFile, RunMutant, RunTest } from '../model/run.ts';
import { Agenda } from './agenda.ts';
import { Reading, type ReadingContext } from './hot-reading.ts';
import { hotJob } from './jobs.ts';
import type { HotJob, TestPlan } from './protocol.ts';
import type { Lab } from './vitest/lab.ts';

export interface HotContext extends ReadingContext {
  lab: Lab;
  /** Order in which a mutant meets its files. */
  candidates(mutant: RunMutant): Reach[];
  onMutants(settled: number): void;
  signal: AbortSignal;
}

/** From this cost on, in milliseconds, a test is met only by what no cheaper one kills. */
const dearMs = 1_000;

/**
 * Every open mutant meets its files in rounds of one, one, two, four… files. All workers wait at the end of
 * a round, so which test kills depends on the plan and not on which worker was faster.
 */
export async function hotRounds(context: HotContext): Promise<void> {
  const { run, findings, candidates, onMutants, signal } = context;
  const queues = run.mutants.map((mutant) => ({ mutant, files: meetings(candidates(mutant), run) }));
  for (let from = 0, count = 1; !signal.aborted; from += count, count = from) {
    const agendas = new Map<number, Agenda>();
    const open = queues.filter(({ mutant, files }) => files.length > from && findings.wanted(mutant) > 0);
    if (open.length === 0) break;
    for (const { mutant, files } of open) {
      for (const { fileIndex, tests } of files.slice(from, from + count)) {
        const agenda = agendas.get(fileIndex) ?? new Agenda();
        for (const test of tests) agenda.add(test, mutant);
        agendas.set(fileIndex, agenda);
      }
    }
    await meet(context, agendas, false);
    onMutants(
      queues.filter(({ mutant, files }) => files.length <= from + count || findings.wanted(mutant) === 0)
        .length,
    );
  }
}

/** A mutant meets the tests of a file at once, but for those that cost as much as hundreds of others: they come last. */
function meetings(reaches: Reach[], run: CleanRun): { fileIndex: number; tests: RunTest[] }[] {
  const parts = reaches.map(({ fileIndex, again }) => ({
    fileIndex,
    tests: again.map((test) => at(run.tests, test)),
  }));
  const only = (wanted: (test: RunTest) => boolean) =>
    parts.map(({ fileIndex, tests }) => ({ fileIndex, tests: tests.filter(wanted) }));
  const ordered = [...only(({ ms }) => ms <= dearMs), ...only(({ ms }) => ms > dearMs)];
  return ordered.filter(({ tests }) => tests.length > 0);
}

/** Every test that has not killed anything yet meets killed mutants until it does: its worth for the report. */
export async function worthRound(context: HotContext): Promise<void> {
  const { run, findings, signal } = context;
  if (signal.aborted) return;
  const useful = new Set<number>();
  for (const { kills, files } of findings.evidence) {
    for (const test of kills) useful.add(test);
    for (const { killers } of files.values()) for (const test of killers) useful.add(test);
  }
  const agendas = new Map<number, Agenda>();
  for (const mutant of run.mutants) {
    if (mutant.mutant.level === 'probe' || !findings.killed(mutant.index)) continue;
    for (const { fileIndex, again } of mutant.reach) {
      for (const index of again) {
        const test = at(run.tests, index);
        if (useful.has(index) || findings.settled(mutant.index, test)) continue;
        const agenda = agendas.get(fileIndex) ?? new Agenda();
        agenda.add(test, mutant);
        agendas.set(fileIndex, agenda);
      }
    }
  }
  await meet(context, agendas, true);
}

/** Runs the agendas; what a job leaves undone goes into another one, until nothing is left. */
async function meet(context: HotContext, agendas: Map<number, Agenda>, untilKill: boolean): Promise<void> {
  const strikes = new Map<RunTest, number>();
  const deaths = new Set<Agenda | RunMutant>();
  let open = [...agendas].flatMap(([fileIndex, agenda]) => {
    const file = at(context.run.files, fileIndex);
    return (untilKill ? [agenda] : agenda.split()).map((part) => ({ file, agenda: part }));
  });
  let rounds = 0;
  while (open.length > 0 && !context.signal.aborted) {
    const byJob = new Map(
      open.map((part) => [planFile(context, part.file, part.agenda, untilKill, strikes), part]),
    );
    const unfinished = new Set<Agenda | undefined>();
    await context.lab.run([...byJob.keys()], (result) => {
      const part = byJob.get(result.job as HotJob);
      if (part) new Reading(context, part.file, part.agenda, strikes, deaths).read(result);
      if (!untilKill || result.died === 'ended') unfinished.add(part?.agenda);
    });
    const again = untilKill ? ++rounds : 0;
    open = again > 1 ? [] : open.filter(({ agenda }) => unfinished.has(agenda) && agenda.size > 0);
  }
}

function planFile(
  { findings }: HotContext,
  file: RunFile,
  agenda: Agenda,
  untilKill: boolean,
  strikes: Map<RunTest, number>,
): HotJob {
  const wanted: Record<number, number> = {};
  const plans: TestPlan[] = [];
  const positions = new Map<RunMutant, number>();
  const position = (mutant: RunMutant) => {
    if (!positions.has(mutant)) positions.set(mutant, positions.size);
    return positions.get(mutant) ?? 0;
  };
  let wholeFile = false;
  for (const [test, mutants] of agenda.entries()) {
    wholeFile ||= (strikes.get(test) ?? 0) > 0;
    const level = (mutant: RunMutant) => (mutant.mutant.level === 'function' ? 0 : 1);
    const ordered = untilKill ? mutants.sort((a, b) => level(a) - level(b)) : mutants;
    plans.push({ test: test.key, mutants: ordered.map(position), ms: test.ms, steps: test.steps, untilKill });
    if (untilKill) continue;
    for (const mutant of mutants) {
      const left = findings.wanted(mutant);
      if (Number.isFinite(left)) wanted[mutant.index] = left;
    }
  }
  return hotJob(file, [...positions.keys()], plans, wanted, wholeFile);
}
