import { at } from '../model/at.ts';
import type { CleanRun, RunFile, RunMutant, RunTest } from '../model/run.ts';
import type { Agenda } from './agenda.ts';
import type { Findings } from './evidence.ts';
import type { JournalLine, PairRow, PlanDone, TurnMark } from './protocol.ts';
import type { JobResult } from './runner.ts';

export interface ReadingContext {
  run: CleanRun;
  findings: Findings;
  /** Files in which a mutant has to be looked at in file mode, by mutant index. */
  fileMode: Map<number, Set<number>>;
}

/** What went wrong in the jobs of a round so far. */
export class Trouble {
  /** How often a test did not pass in place without a mutant. */
  readonly strikes = new Map<RunTest, number>();
  /** What a worker ended in once: something outside may have ended it. */
  readonly deaths = new Set<Agenda | RunMutant>();
  /** Mutants with which a test ran out of time while something was pending: another test may fail at once. */
  readonly waits = new Set<RunMutant>();
  /** How often a pair was begun and nothing came of it, by test and mutant. */
  readonly begun = new Map<string, number>();
}

/** So often a pair is begun of which no result is heard. */
const mostBegins = 3;

/** Takes the lines of one hot job into the findings, and off the agenda. */
export class Reading {
  readonly #context: ReadingContext;
  readonly #file: RunFile;
  readonly #agenda: Agenda;
  readonly #trouble: Trouble;
  readonly #tests: Map<string, RunTest>;

  constructor(context: ReadingContext, file: RunFile, agenda: Agenda, trouble: Trouble) {
    this.#context = context;
    this.#file = file;
    this.#agenda = agenda;
    this.#trouble = trouble;
    this.#tests = new Map(file.tests.map((test) => [test.key, test]));
  }

  read({ lines, died, cut }: JobResult): void {
    const before = this.#agenda.size;
    const harm = lines.find((line) => line.kind === 'harm');
    const pairsOf = Map.groupBy(
      lines.filter((line) => line.kind === 'pair'),
      ({ test }) => test,
    );
    for (const line of lines) {
      if (line.kind === 'pair') this.#pair(line);
      else if (line.kind === 'spoiled') this.#spoiled(line.test, line.mutant);
      else if (line.kind === 'plan-done') this.#done(line, pairsOf.get(line.test)?.length ?? 0);
      else if (line.kind === 'stray' && line.mutant !== undefined) this.#toFileMode(line.mutant);
    }
    if (harm) this.#stop(harm.mutant, harm.what);
    for (const line of lines) if (line.kind === 'turn') this.#begun(line);
    if (cut || harm || (died && this.#blame(lines, died) === 'again')) return;
    // Nothing came of it: what is left cannot be done in place.
    if (this.#agenda.size === before) for (const [test] of [...this.#agenda.entries()]) this.#giveUp(test);
  }

  #pair({ test: key, mutant: index, outcome, wallClock, hung, thrown, refused, lost }: PairRow): void {
    const test = this.#tests.get(key);
    if (!test) return;
    const { findings, run } = this.#context;
    const evidence = findings.of(index);
    this.#agenda.remove(test, at(run.mutants, index));
    findings.tried(index, test);
    if (outcome === 'killed') evidence.kills.add(test.index);
    if (outcome === 'killed' && thrown) evidence.thrown.add(test.index);
    if (outcome === 'killed') return;
    if (refused !== undefined) {
      evidence.refusals.add(refused);
      return;
    }
    if (lost) evidence.lost.set(test.index, lost);
    if (outcome === 'survived') evidence.passes.add(test.index);
    else if (outcome === 'timeout' && !wallClock) evidence.timeouts.add(test.index);
    else {
      // Not reached, or out of time: a fresh load, with more patience, tells.
      this.#toFileMode(index);
      if (outcome === 'timeout') this.#waited(at(run.mutants, index), hung === true);
    }
  }

  /** A line may be lost, but not again and again. */
  #begun({ test: key, mutant: index }: TurnMark): void {
    const test = key === undefined ? undefined : this.#tests.get(key);
    if (!test || index === undefined) return;
    const mutant = at(this.#context.run.mutants, index);
    if (!this.#agenda.has(test, mutant)) return;
    const pair = `${test.index} ${index}`;
    const times = (this.#trouble.begun.get(pair) ?? 0) + 1;
    this.#trouble.begun.set(pair, times);
    if (times < mostBegins) return;
    this.#agenda.remove(test, mutant);
    this.#context.findings.tried(index, test);
    this.#toFileMode(index);
  }

  #stop(index: number, what: string): void {
    const { findings, run } = this.#context;
    findings.stop(index, what);
    this.#agenda.forget(at(run.mutants, index));
  }

  /** Every wait costs a second and a worker, so two are enough; one, if nothing in the process could end it. */
  #waited(mutant: RunMutant, hung: boolean): void {
    this.#context.findings.costsWorker(mutant.index);
    if (hung || this.#trouble.waits.has(mutant)) this.#agenda.forget(mutant);
    this.#trouble.waits.add(mutant);
  }

  #spoiled(key: string, index: number | undefined): void {
    const test = this.#tests.get(key);
    if (!test) return;
    if (index !== undefined) {
      this.#agenda.remove(test, at(this.#context.run.mutants, index));
      this.#context.findings.tried(index, test);
      this.#toFileMode(index);
      return;
    }
    const strikes = (this.#trouble.strikes.get(test) ?? 0) + 1;
    this.#trouble.strikes.set(test, strikes);
    if (strikes > 2) this.#giveUp(test);
  }

  /** The worker died in the turn it named last. One that ended gets a second chance. */
  #blame(lines: JournalLine[], died: 'ended' | 'stuck'): 'again' | undefined {
    const turn = lines.findLast((line) => line.kind === 'turn');
    const mutant = turn?.mutant === undefined ? undefined : at(this.#context.run.mutants, turn.mutant);
    const what = mutant ?? this.#agenda;
    if (died === 'ended' && !this.#trouble.deaths.has(what)) {
      this.#trouble.deaths.add(what);
      return 'again';
    }
    if (!mutant) return undefined;
    const test = turn?.test === undefined ? undefined : this.#tests.get(turn.test);
    if (test) this.#context.findings.tried(mutant.index, test);
    this.#context.findings.costsWorker(mutant.index);
    this.#agenda.forget(mutant);
    this.#toFileMode(mutant.index);
    return undefined;
  }

  #done({ test: key, pairs }: PlanDone, heard: number): void {
    const test = this.#tests.get(key);
    // A line that was lost may have been a kill: the pair is run again.
    if (test && pairs === heard) this.#agenda.drop(test);
  }

  #giveUp(test: RunTest): void {
    for (const mutant of this.#agenda.drop(test)) this.#toFileMode(mutant.index);
  }

  #toFileMode(mutant: number): void {
    const { fileMode } = this.#context;
    fileMode.set(mutant, (fileMode.get(mutant) ?? new Set()).add(this.#file.index));
  }
}
