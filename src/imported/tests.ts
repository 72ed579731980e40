import { type AuditedMutant, type AuditedTest, isNoticed } from '../model/audit.ts';
import { isBreak } from '../model/mutant.ts';
import type { ReportedTestFiles } from './schema.ts';

/** The tests that a report names, with what they reach and kill in it. */
export function testsOf(
  testFiles: ReportedTestFiles,
  mutants: readonly AuditedMutant[],
  nameOf: (file: string) => string,
): AuditedTest[] {
  const covers = new Map<string, number>();
  const kills = new Map<string, number>();
  const onlyKills = new Map<string, number>();
  for (const mutant of mutants.filter(isBreak)) {
    for (const test of mutant.coveredBy) add(covers, test);
    if (!isNoticed(mutant)) continue;
    for (const test of mutant.killedBy) add(kills, test);
    const [only, ...others] = mutant.killedBy;
    if (mutant.killersComplete && only !== undefined && others.length === 0) add(onlyKills, only);
  }
  const seen = new Set<string>();
  return testFiles.flatMap(([file, { tests }]) =>
    tests.flatMap(({ id, name, location }): AuditedTest[] => {
      if (seen.has(id)) return [];
      seen.add(id);
      return [
        {
          id,
          file: nameOf(file),
          name,
          line: location?.start.line ?? 0,
          durationMs: 0,
          covers: covers.get(id) ?? 0,
          kills: kills.get(id) ?? 0,
          onlyKiller: onlyKills.get(id) ?? 0,
        },
      ];
    }),
  );
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
