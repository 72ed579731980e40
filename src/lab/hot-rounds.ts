import type { CleanRun, Reach, RunFile, RunMutant, RunTest } from '../model/run.ts';
import type { Findings } from './evidence.ts';
import { hotJob } from './jobs.ts';
import type { HotJob, JournalLine, PairRow, TestPlan } from './protocol.ts';
import type { JobResult, Lab } from './vitest/lab.ts';

export interface HotContext {
  lab: Lab;
  run: CleanRun;
  findings: Findings;
  /** Files in which a mutant has to be looked at in file mode, by mutant index. */
  fileMode: Map<number, Set<number>>;
  /** Order in which a mutant meets its files. */
  candidates(mutant: RunMutant): Reach[];
  onMutants(settled: number): void;
  signal: AbortSignal;
}

/** From this cost on, in milliseconds, a test is met only by what no cheaper one kills. */
const dearMs = 1_000;

/** How many pairs one job takes on: about a second of small tests. */
const mostPairs = 3_000;

/** Pairs of a test and a mutant that are to be run in place in one file. */
class Agenda {
  readonly #pairs = new Map<RunTest, Set<RunMutant>>();

  add(test: RunTest, mutant: RunMutant): void {
    const mutants = this.#pairs.get(test) ?? new Set();
    this.#pairs.set(test, mutants.add(mutant));
  }

  remove(test: RunTest, mutant: RunMutant): void {
    const mutants = this.#pairs.get(test);
    mutants?.delete(mutant);
    if (mutants?.size === 0) this.#pairs.delete(test);
  }

  /** It is run with no test any more. */
  forget(mutant: RunMutant): void {
    for (const test of [...this.#pairs.keys()]) this.remove(test, mutant);
  }

  drop(test: RunTest): RunMutant[] {
    const mutants = [...(this.#pairs.get(test) ?? [])];
    this.#pairs.delete(test);
    return mutants;
  }

  get size(): number {
    let size = 0;
    for (const mutants of this.#pairs.values()) size += mutants.size;
    return size;
  }

  /**
   * Parts of a bounded cost, so that no worker is left with one large file while the others wait. A mutant
   * stays with all its tests; the parts do not depend on how many workers there are.
   */
  split(): Agenda[] {
    const testsOf = new Map<RunMutant, RunTest[]>();
    for (const [test, mutants] of this.#pairs) {
      for (const mutant of mutants) testsOf.set(mutant, [...(testsOf.get(mutant) ?? []), test]);
    }
    const parts: Agenda[] = [];
    let cost = Number.POSITIVE_INFINITY;
    for (const [mutant, tests] of [...testsOf].sort(([a], [b]) => a.index - b.index)) {
      if (cost >= mostPairs) {
        parts.push(new Agenda());
        cost = 0;
      }
      for (const test of tests) parts.at(-1)?.add(test, mutant);
      cost += tests.length;
    }
    return parts;
  }

  *entries(): Generator<[RunTest, RunMutant[]]> {
    for (const [test, mutants] of this.#pairs) yield [test, [...mutants].sort((a, b) => a.index - b.index)];
  }
}

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

/** Takes the lines of one hot job into the findings, and off the agenda. */
class Reading {
  readonly #context: HotContext;
  readonly #file: RunFile;
  readonly #agenda: Agenda;
  readonly #strikes: Map<RunTest, number>;
  /** What a worker ended in once: something outside may have ended it. */
  readonly #deaths: Set<Agenda | RunMutant>;
  readonly #tests: Map<string, RunTest>;

  constructor(
    context: HotContext,
    file: RunFile,
    agenda: Agenda,
    strikes: Map<RunTest, number>,
    deaths: Set<Agenda | RunMutant>,
  ) {
    this.#context = context;
    this.#file = file;
    this.#agenda = agenda;
    this.#strikes = strikes;
    this.#deaths = deaths;
    this.#tests = new Map(file.tests.map((test) => [test.key, test]));
  }

  read({ lines, died }: JobResult): void {
    const before = this.#agenda.size;
    for (const line of lines) {
      if (line.kind === 'pair') this.#pair(line);
      else if (line.kind === 'spoiled') this.#spoiled(line.test, line.mutant);
      else if (line.kind === 'plan-done') this.#done(line.test);
      else if (line.kind === 'stray' && line.mutant !== undefined) this.#toFileMode(line.mutant);
    }
    if (died && this.#blame(lines, died) === 'again') return;
    // Nothing came of it: what is left cannot be done in place.
    if (this.#agenda.size === before) for (const [test] of [...this.#agenda.entries()]) this.#giveUp(test);
  }

  #pair({ test: key, mutant: index, outcome, wallClock, reason }: PairRow): void {
    const test = this.#tests.get(key);
    if (!test) return;
    const { findings, run } = this.#context;
    const evidence = findings.of(index);
    this.#agenda.remove(test, at(run.mutants, index));
    if (outcome === 'killed') evidence.kills.add(test.index);
    else if (outcome === 'survived') evidence.passes.add(test.index);
    else if (outcome === 'timeout' && !wallClock) evidence.timeouts.add(test.index);
    else {
      // Not reached, or out of time: a fresh load, with more patience, tells.
      this.#toFileMode(index);
      if (outcome === 'timeout') this.#agenda.forget(at(run.mutants, index));
      if (reason !== undefined) evidence.doubts.push(reason);
    }
  }

  #spoiled(key: string, index: number | undefined): void {
    const test = this.#tests.get(key);
    if (!test) return;
    if (index !== undefined) {
      this.#agenda.remove(test, at(this.#context.run.mutants, index));
      this.#toFileMode(index);
      return;
    }
    const strikes = (this.#strikes.get(test) ?? 0) + 1;
    this.#strikes.set(test, strikes);
    if (strikes > 2) this.#giveUp(test);
  }

  /** The worker died in the turn it named last. One that ended gets a second chance. */
  #blame(lines: JournalLine[], died: 'ended' | 'stuck'): 'again' | undefined {
    const turn = lines.findLast((line) => line.kind === 'turn');
    const mutant = turn?.mutant === undefined ? undefined : at(this.#context.run.mutants, turn.mutant);
    const what = mutant ?? this.#agenda;
    if (died === 'ended' && !this.#deaths.has(what)) {
      this.#deaths.add(what);
      return 'again';
    }
    if (!mutant) return undefined;
    this.#agenda.forget(mutant);
    this.#toFileMode(mutant.index);
    return undefined;
  }

  #done(key: string): void {
    const test = this.#tests.get(key);
    if (test) this.#agenda.drop(test);
  }

  #giveUp(test: RunTest): void {
    for (const mutant of this.#agenda.drop(test)) this.#toFileMode(mutant.index);
  }

  #toFileMode(mutant: number): void {
    const { fileMode } = this.#context;
    fileMode.set(mutant, (fileMode.get(mutant) ?? new Set()).add(this.#file.index));
  }
}

function at<T>(list: T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`no item ${index}`);
  return item;
}
