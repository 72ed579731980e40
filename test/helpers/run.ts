import { noEvidence } from '../../src/lab/evidence.ts';
import type { PlacedMutant } from '../../src/model/instrumented.ts';
import type {
  CleanRun,
  Evidence,
  FileEvidence,
  Reach,
  RunFile,
  RunMutant,
  RunTest,
} from '../../src/model/run.ts';

/** Evidence of a mutant of which only so much was seen. */
export function evidenceOf(seen: Partial<Evidence> = {}): Evidence {
  return { ...noEvidence(), ...seen };
}

/** A whole file in which nothing failed with the mutant, but for what is given. */
export function fileEvidence(seen: Partial<FileEvidence> = {}): FileEvidence {
  return {
    fileIndex: 0,
    hit: true,
    killers: [],
    thrown: [],
    timedOut: false,
    wallClock: false,
    complete: true,
    ...seen,
  };
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
        repeatable: true,
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
