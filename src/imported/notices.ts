import type { AuditedMutant, AuditedTest, ImportedFrom, Notice } from '../model/audit.ts';

interface Known {
  from: ImportedFrom;
  mutants: readonly AuditedMutant[];
  tests: readonly AuditedTest[];
  isCoverageKnown: boolean;
  /** How many files with breaks are of a language in which realcov knows no functions. */
  otherFiles: number;
}

/** In one line, what an audit has and such a report cannot tell. */
export function importedNotice({ from, mutants, tests, isCoverageKnown, otherFiles }: Known): Notice {
  const lacks = [
    ...(isCoverageKnown ? [] : ['which breaks tests run (claimed coverage)']),
    ...testLacks(mutants, tests),
    ...(otherFiles > 0
      ? [`the functions of files that are no JavaScript or TypeScript (${otherFiles})`]
      : []),
    'what proves a verdict',
    'which tests are theater',
  ];
  const list = `${lacks.slice(0, -1).join(', ')} or ${lacks.at(-1)}`;
  return {
    kind: 'imported',
    message: `read from a report of ${toolName(from)}, which does not tell ${list}`,
  };
}

function testLacks(mutants: readonly AuditedMutant[], tests: readonly AuditedTest[]): string[] {
  const reaches = mutants.some(({ coveredBy }) => coveredBy.length > 0);
  const kills = mutants.some(({ killedBy }) => killedBy.length > 0);
  if (tests.length === 0 && !reaches && !kills) return ['which tests reach or notice a break'];
  const some = (what: string, is: boolean) => (is ? [] : [what]);
  return [
    ...some('which tests there are', tests.length > 0),
    ...some('which tests reach a break', reaches),
    ...some('which tests notice one', kills),
  ];
}

/** `StrykerJS 10.1.1` */
function toolName({ tool, version }: ImportedFrom): string {
  return version === undefined ? tool : `${tool} ${version}`;
}
