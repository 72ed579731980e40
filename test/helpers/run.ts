import {
  type Evidence,
  type FileEvidence,
  type Kill,
  type Lost,
  noEvidence,
} from '../../src/model/evidence.ts';
import type { PlacedMutant } from '../../src/model/instrumented.ts';
import type { CleanRun, Reach, RunFile, RunMutant, RunTest } from '../../src/model/run.ts';

/** What was seen of a mutant, with tests and files by their positions in a run: `0` is `t0`, or `f0`. */
export interface Seen {
  kills?: Iterable<number>;
  /** Of those: by what the broken code throws. */
  thrown?: Iterable<number>;
  passes?: Iterable<number>;
  timeouts?: Iterable<number>;
  waits?: Iterable<number>;
  lost?: Iterable<[number, Lost]>;
  killsOtherwise?: Iterable<number>;
  missesOtherwise?: Iterable<number>;
  files?: Iterable<[number, FileEvidence]>;
  refusals?: Iterable<string>;
}

const testIds = (tests: Iterable<number> = []) => [...tests].map((test) => `t${test}`);

/** Evidence of a mutant of which only so much was seen. */
export function evidenceOf(seen: Seen = {}): Evidence {
  return {
    ...noEvidence(),
    kills: killsBy(seen.kills, seen.thrown),
    passes: new Set(testIds(seen.passes)),
    timeouts: new Set(testIds(seen.timeouts)),
    waits: new Set(testIds(seen.waits)),
    killsOtherwise: new Set(testIds(seen.killsOtherwise)),
    missesOtherwise: new Set(testIds(seen.missesOtherwise)),
    lost: new Map([...(seen.lost ?? [])].map(([test, lost]) => [`t${test}`, lost])),
    files: new Map([...(seen.files ?? [])].map(([file, each]) => [`f${file}`, each])),
    refusals: new Set(seen.refusals),
  };
}

function killsBy(tests: Iterable<number> = [], thrown: Iterable<number> = []): Map<string, Kill> {
  const crashes = new Set(testIds(thrown));
  return new Map(testIds(tests).map((id) => [id, crashes.has(id) ? { thrown: true } : {}]));
}

interface SeenFile extends Partial<Omit<FileEvidence, 'kills'>> {
  kills?: Iterable<number>;
  thrown?: Iterable<number>;
}

/** A whole file in which nothing failed with the mutant, but for what is given. */
export function fileEvidence({ kills, thrown, ...seen }: SeenFile = {}): FileEvidence {
  return {
    hit: true,
    kills: killsBy(kills, thrown),
    timedOut: false,
    wallClock: false,
    complete: true,
    ...seen,
  };
}

/** Of the mutants of a run, one after the other. */
export function evidenceIn(mutants: RunMutant[], evidence: Evidence[]): Map<string, Evidence> {
  return new Map(mutants.map(({ mutant }, index) => [mutant.id, evidence[index] ?? noEvidence()]));
}

export function runMutant(index: number, mutant: Partial<PlacedMutant>, reach: Reach[]): RunMutant {
  const placed = {
    id: `m${index}`,
    file: 'a.ts',
    mutator: 'EmptyBody',
    level: 'function',
    body: 'deleted',
    number: index + 1,
    site: 0,
  };
  return { index, key: 'k', mutant: { ...placed, ...mutant } as PlacedMutant, reach };
}

/** A run of files with so many tests each, `t0`, `t1`, … */
export function cleanRun(testsByFile: number[]): CleanRun {
  const tests: RunTest[] = [];
  const files = testsByFile.map((count, index): RunFile => {
    const own = Array.from({ length: count }, () => {
      const at = tests.length;
      const test = {
        id: `t${at}`,
        index: at,
        fileIndex: index,
        key: `${at}`,
        line: 1,
        ms: 1,
        steps: 1,
        assertions: { made: 1, onMocks: 0, throws: 0, notThrows: 0, absences: 0 },
      };
      tests.push(test);
      return test;
    });
    return {
      id: `f${index}`,
      index,
      project: '',
      path: '',
      file: `f${index}.test.ts`,
      tests: own,
      ms: 1,
      steps: 1,
    };
  });
  return { files, tests, mutants: [], red: [], unstable: [], leftOut: [], interrupted: false };
}
