import { own } from '../../model/by-name.ts';
import { type EvidenceOf, killsOf } from '../../model/evidence.ts';
import { itemAt } from '../../model/item-at.ts';
import { type CleanRun, type RunMutant, type RunTest, testsById } from '../../model/run.ts';
import type { JobRunner } from '../job-runner.ts';
import { failureText } from './failure.ts';
import { runSeparately, type SeparateResult, type SeparateRun } from './separate-runs.ts';

/** A neutral mutant in the program that is served, and the tests that failed with it, by index. */
export interface Suspicion {
  mutant: RunMutant;
  tests: number[];
  /** How the first of them fails. */
  failure?: string;
  /** Tests of several files fail with the same message. */
  alike?: true;
}

/** With more runs than this, they share processes that have not run the file before. */
const maxFresh = 20;

/** The neutral mutants that some test fails with. */
export function suspicionsIn(run: CleanRun, mutants: RunMutant[], evidence: EvidenceOf): Suspicion[] {
  const byId = testsById(run);
  return mutants.flatMap((mutant) => {
    const seen = evidence.get(mutant.mutant.id);
    const ids = seen ? [...killsOf(seen).keys(), ...seen.timeouts] : [];
    const tests = new Set(ids.flatMap((id) => byId.get(id)?.index ?? []));
    return tests.size > 0 ? [{ mutant, tests: [...tests].sort((a, b) => a - b) }] : [];
  });
}

/** Keeps the tests that also fail in a process of their own, as they would if somebody tried it by hand. */
export async function confirmCouplings(
  lab: JobRunner,
  run: CleanRun,
  suspicions: Suspicion[],
): Promise<Suspicion[]> {
  const filesOf = ({ tests }: Suspicion) => new Set(tests.map((test) => itemAt(run.tests, test).fileIndex));
  const runs = suspicions.flatMap((suspicion) =>
    [...filesOf(suspicion)].map((file) => ({
      suspicion,
      file: itemAt(run.files, file),
      mutant: suspicion.mutant,
    })),
  );
  const where: SeparateRun['where'] = runs.length > maxFresh ? 'first' : 'fresh';
  const results = await runSeparately(
    lab,
    runs.map((each) => ({ ...each, where })),
  );
  return suspicions.flatMap((suspicion) => {
    const own = [...results].filter(([each]) => each.suspicion === suspicion);
    const failing = (test: number) =>
      own.some(([{ file }, { failing: keys }]) =>
        file.tests.some(({ index, key }) => index === test && keys.has(key)),
      );
    const tests = suspicion.tests.filter(failing);
    if (tests.length === 0) return [];
    const alike = areAlike(own.map(([, result]) => result));
    const failure = failureOf(itemAt(run.tests, tests[0]!), own);
    return [
      {
        ...suspicion,
        tests,
        ...(failure !== undefined && { failure }),
        ...(alike && { alike: true as const }),
      },
    ];
  });
}

function failureOf({ index, key }: RunTest, runs: [SeparateRun, SeparateResult][]): string | undefined {
  const [run, result] = runs.find(([{ file }]) => file.tests.some((test) => test.index === index)) ?? [];
  const error = result && own(result.errors, key);
  return run && error !== undefined ? failureText(run.file, error) : undefined;
}

function areAlike(results: SeparateResult[]): boolean {
  const errors = results.filter(({ failing }) => failing.size > 0).map(({ error }) => error);
  return errors.length > 1 && errors[0] !== undefined && new Set(errors).size === 1;
}
