import type { Audit, AuditedMutant, AuditedTest } from '../model/audit.ts';
import { type EvidenceOf, outcomeOf } from '../model/evidence.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import { isBreak, type Mutant, plainMutant } from '../model/mutant.ts';
import type { CleanRun, RunMutant } from '../model/run.ts';
import { coverageOf } from './coverage.ts';
import { judgeFunctions } from './functions.ts';
import { notRunCount } from './not-run.ts';
import { neverRun, type Verdict, verdictOf, withTypes } from './verdict.ts';

export type Judgement = Pick<Audit, 'realCoverage' | 'claimedCoverage' | 'functions' | 'mutants' | 'tests'>;

/**
 * Turns what was seen into verdicts. Pure: the same evidence gives the same judgement.
 * @param typeErrors why mutants do not compile, by their ids
 */
export function judge(
  instrumented: InstrumentedFile[],
  run: CleanRun,
  evidence: EvidenceOf,
  typeErrors: ReadonlyMap<string, string> = new Map(),
): Judgement {
  const running = new Map(run.mutants.map((mutant) => [mutant.mutant as Mutant, mutant]));
  const mutants = instrumented
    .flatMap((file) => file.mutants)
    .filter(({ level }) => level !== 'neutral')
    .map((mutant) => judgeMutant(mutant, running.get(mutant), run, evidence, typeErrors));
  const units = instrumented.flatMap((file) => file.functions);
  return {
    ...coverageOf(mutants),
    functions: judgeFunctions(units, mutants),
    mutants,
    tests: judgeTests(run, mutants, evidence),
  };
}

function judgeMutant(
  mutant: Mutant,
  running: RunMutant | undefined,
  run: CleanRun,
  evidence: EvidenceOf,
  typeErrors: ReadonlyMap<string, string>,
): AuditedMutant {
  const seen = running && evidence.get(mutant.id);
  const verdict: Verdict =
    running && seen ? withTypes(verdictOf(running, seen, run), typeErrors.get(mutant.id)) : notRun(mutant);
  const reachedBy = running ? coveredBy(running, run, verdict.killedBy) : [];
  // The search for further killers ends where tests wait.
  const notAsked = verdict.wallClock && running && seen ? notRunCount(running, seen, run, reachedBy) : 0;
  return {
    ...plainMutant(mutant),
    ...verdict,
    coveredBy: reachedBy,
    ...(notAsked > 0 && { notRun: notAsked }),
  };
}

function notRun(mutant: Mutant): Verdict {
  const { ignored, invalid } = mutant;
  if ('number' in mutant) return neverRun();
  const status = ignored === undefined ? 'invalid' : 'ignored';
  return {
    status,
    reason: ignored ?? invalid ?? 'it has no place in the program',
    killedBy: [],
    killersComplete: true,
  };
}

/**
 * The tests that reach it. What is reached while a file loads is reached by all tests of that file. A test that reads the
 * text alone runs nothing, and counts if it notices something.
 */
function coveredBy({ reach }: RunMutant, run: CleanRun, killedBy: string[]): string[] {
  const tests = new Set<number>();
  const notices = (index: number) => killedBy.includes(run.tests[index]?.id ?? '');
  for (const { fileIndex, atLoad, first, again, asText, readers = [] } of reach) {
    const own = run.files[fileIndex]?.tests ?? [];
    const runs = (index: number) => !asText && !readers.includes(index);
    if (atLoad) for (const { index } of own) if (!asText || notices(index)) tests.add(index);
    for (const test of [...first, ...again]) if (runs(test) || notices(test)) tests.add(test);
  }
  return [...tests].sort((a, b) => a - b).map((index) => run.tests[index]?.id ?? '');
}

function judgeTests(run: CleanRun, mutants: AuditedMutant[], evidence: EvidenceOf): AuditedTest[] {
  const fileOf = new Map(run.tests.map(({ id, fileIndex }) => [id, run.files[fileIndex]?.id ?? '']));
  const covers = new Map<string, number>();
  const kills = new Map<string, number>();
  const crashes = new Map<string, number>();
  const alone = new Map<string, number>();
  const add = (counts: Map<string, number>, id: string | undefined) => {
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  for (const { id, level, coveredBy: tests, killedBy, killersComplete } of mutants) {
    if (!isBreak({ level })) continue;
    for (const test of tests) add(covers, test);
    const seen = evidence.get(id);
    for (const test of killedBy) {
      add(kills, test);
      if (seen && outcomeOf(seen, test, fileOf.get(test) ?? '') === 'crashed') add(crashes, test);
    }
    if (killersComplete && killedBy.length === 1) add(alone, killedBy[0]);
  }
  return run.tests.map(({ id, fileIndex, key, line, ms, assertions, draws }) => ({
    id,
    file: run.files[fileIndex]?.file ?? '',
    name: key,
    line,
    durationMs: Math.round(ms * 100) / 100,
    assertions: assertions.made,
    ...(draws && { draws }),
    covers: covers.get(id) ?? 0,
    kills: kills.get(id) ?? 0,
    ...(crashes.has(id) && { crashes: crashes.get(id)! }),
    onlyKiller: alone.get(id) ?? 0,
  }));
}
