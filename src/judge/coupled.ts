import type { AuditedMutant, Notice } from '../model/audit.ts';
import { plainMutant } from '../model/mutant.ts';
import type { CleanRun, Coupling } from '../model/run.ts';

/** From so many test files on, a rewrite that tests of all of them fail on is more likely wrong than they are. */
const suspectFiles = 3;

export interface JudgedCouplings {
  couplings: Coupling[];
  /** As breaks of the audit that show them. */
  mutants: AuditedMutant[];
  notices: Notice[];
}

/** Which neutral mutants are believed. */
export function judgeCouplings(all: Coupling[], run: CleanRun): JudgedCouplings {
  const filesOf = ({ tests }: Coupling) => new Set(tests.map((test) => run.tests[test]?.fileIndex)).size;
  const couplings = all.filter((coupling) => !coupling.alike && filesOf(coupling) < suspectFiles);
  return {
    couplings,
    mutants: couplings.map((coupling) => audited(coupling, run)),
    notices: all
      .filter((coupling) => !couplings.includes(coupling))
      .map((coupling) => ({
        kind: 'rewrite-suspect' as const,
        file: coupling.mutant.file,
        message:
          `line ${coupling.mutant.location.start.line} was written in another way that should mean the same ` +
          `(${coupling.mutant.mutator}), and tests of ${filesOf(coupling)} files fail: it is set aside`,
      })),
  };
}

function audited({ mutant, tests, failure }: Coupling, run: CleanRun): AuditedMutant {
  const ids = tests.map((test) => run.tests[test]?.id ?? '');
  return {
    ...plainMutant(mutant),
    status: 'killed',
    coveredBy: ids,
    killedBy: ids,
    ...(failure !== undefined && { failure }),
    killersComplete: false,
  };
}
