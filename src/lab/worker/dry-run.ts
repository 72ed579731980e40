import type { DryFile, Hits, TestKey } from '../protocol.ts';
import type { Chance } from './chance.ts';
import type { AssertionWatch, LoadedFiles, SubjectWatch } from './driver.ts';
import type { FileRun, TestFacts, Write } from './job-run.ts';
import type { SharedResources } from './shared-resources.ts';
import type { Switches } from './switches.ts';
import type { Turn, TurnOutcome, TurnPlan } from './test-turn.ts';

const unlimited: Turn = { steps: Number.MAX_SAFE_INTEGER, ms: 60_000 };

/** The only load of a dry job in reverse order, in which every test runs once; or of a dry job with a single test. */
export function onceRun(only: TestKey | undefined, write: Write): FileRun {
  const turn: Turn = { ...unlimited, ms: 20_000 };
  return {
    loadTurn: unlimited,
    keepsRetries: true,
    ...(only === undefined
      ? { reverses: true as const }
      : { select: (keys) => new Set([...keys].filter((key) => key === only)) }),
    *plan(_test, test): TurnPlan {
      const { state, error, ms, steps }: TurnOutcome = yield turn;
      write({
        kind: 'dry-test',
        test,
        line: 0,
        state,
        ...(error !== undefined && { error }),
        ms,
        steps,
        hits: {},
      });
    },
    finish: () => undefined,
  };
}

interface DryHow {
  /** Only the first load. */
  once: boolean;
  /** Called when the file has ended. */
  state(): Pick<DryFile, 'keepsState' | 'stale'>;
  /** Whether the tests so far left listeners behind. */
  leaks(): boolean;
  /** Uses of sources since the last call that cannot show mutants. */
  takeUnserved?(): Pick<DryFile, 'unserved' | 'copied'> | undefined;
  loaded?: LoadedFiles;
}

/** First load of a dry job: every test runs once, in the file's own order. Notes what each test reaches and costs. */
export function dryRun(
  switches: Switches,
  shared: SharedResources,
  { assertions, subjects }: { assertions: AssertionWatch; subjects: SubjectWatch },
  chance: Pick<Chance, 'draws'>,
  { once, state, leaks, takeUnserved = () => undefined, loaded }: DryHow,
  write: Write,
): FileRun {
  const outside = new OutsideHits(switches);
  let tests = 0;
  // Drops what the file before this one did.
  shared.wasUsed();
  return {
    loadTurn: unlimited,
    wantsLines: true,
    watchesSubjects: true,
    keepsRetries: true,
    *plan(test, key) {
      outside.gather();
      assertions.begin();
      subjects.begin();
      const outcome = yield unlimited;
      const made = assertions.end();
      const texts = switches.takeTexts();
      const given = subjects.end();
      tests++;
      loaded?.look();
      write({
        kind: 'dry-test',
        test: key,
        line: test.location?.line ?? 0,
        state: outcome.state,
        ...(outcome.error !== undefined && { error: outcome.error }),
        ms: outcome.ms,
        steps: outcome.steps,
        hits: outside.ofTest(),
        ...(texts.length > 0 && { texts }),
        ...(made && { assertions: made }),
        ...(chance.draws > 0 && { draws: true as const }),
        ...(given && { subjects: given }),
        ...(test.fails && { fails: true as const }),
        ...(outcome.idle && { idle: outcome.idle }),
        ...(outcome.inputs && { inputs: outcome.inputs }),
      });
    },
    finish(file, keys, { lateErrors, loadMs, loadSteps, inputs }) {
      outside.gather();
      const error = file.error ?? lateErrors[0];
      const texts = outside.texts;
      write({
        kind: 'dry-file',
        hits: outside.hits,
        ms: loadMs,
        steps: loadSteps,
        tests,
        ...(shared.wasUsed() && { shares: true as const }),
        ...(texts.length > 0 && { texts }),
        ...takeUnserved(),
        ...(loaded && { loaded: loaded.all }),
        ...state(),
        ...(inputs && { inputs }),
        ...(error !== undefined && { error }),
      });
      return keys.length > 0 && !once ? repeatRun(switches, write, leaks) : undefined;
    },
  };
}

/**
 * Second load: every test runs twice in place. Shows which tests can be repeated, and what the second turn still reaches.
 * After a test that left a listener for errors behind, tests notice less than alone; so these need file mode.
 */
function repeatRun(switches: Switches, write: Write, leaks: () => boolean): FileRun {
  return {
    loadTurn: unlimited,
    *plan(_test: TestFacts, key: TestKey): TurnPlan {
      const first = yield unlimited;
      switches.forgetHits();
      const second: TurnOutcome = first.wallClock ? first : yield unlimited;
      const passes = first.state === 'pass';
      const repeatable = passes && second.state === 'pass' && !leaks();
      write({ kind: 'dry-repeat', test: key, passes, repeatable, hits: switches.readHits() });
    },
    finish: () => undefined,
  };
}

/** Separates what a test reaches from what the load and the hooks of suites reach. */
class OutsideHits {
  readonly #switches: Switches;
  readonly #hits: Record<string, Set<number>> = {};
  readonly #texts = new Set<string>();

  constructor(switches: Switches) {
    this.#switches = switches;
    switches.forgetHits();
    switches.takeTexts();
  }

  gather(): void {
    this.#add(this.#switches.readHits());
    this.#add(this.#switches.takeLateHits());
    for (const which of ['own', 'late'] as const)
      for (const key of this.#switches.takeTexts(which)) this.#texts.add(key);
    this.#switches.forgetHits();
  }

  #add(hits: Hits): void {
    for (const [key, sites] of Object.entries(hits)) {
      this.#hits[key] ??= new Set();
      for (const site of sites) this.#hits[key].add(site);
    }
  }

  ofTest(): Hits {
    const hits = this.#switches.readHits();
    this.#switches.forgetHits();
    return hits;
  }

  get texts(): string[] {
    return [...this.#texts];
  }

  get hits(): Hits {
    return Object.fromEntries(Object.entries(this.#hits).map(([key, sites]) => [key, [...sites]]));
  }
}
