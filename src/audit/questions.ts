import type { Accusation } from '../lab/rounds/spot-checks.ts';
import type { EvidenceOf } from '../model/evidence.ts';
import type { CleanRun, RunMutant } from '../model/run.ts';
import { accusedBy } from '../theater/accused.ts';
import { calledProbes } from '../theater/called-probes.ts';
import { findTwins, type TwinGroup } from '../theater/twins.ts';
import type { Breaks } from './breaks.ts';
import type { AuditContext } from './context.ts';
import { EarlyVerdicts } from './early-verdicts.ts';

/** What to look for in the tests, by the clean run; and callbacks for results during the run. */
export interface Questions {
  /** Tests that may be copies of each other. */
  twins: TwinGroup[];
  /** Probes of the functions that a test calls itself, by index of the test. */
  called: ReadonlyMap<number, readonly number[]>;
  /** Tests that would be called theater by the evidence so far. */
  accused(evidence: EvidenceOf): Accusation[];
  onSeen?(evidence: EvidenceOf, mutants: ReadonlySet<string>): void;
  /** Breaks of which every killer is wanted. */
  wantsEveryKiller?(mutant: RunMutant): boolean;
  /** Breaks that are run before all others where time is short. */
  comesFirst?(mutant: RunMutant): boolean;
}

export function questionsAbout(
  run: CleanRun,
  { files, sources: part }: Breaks,
  { options, events, decisions, openTest: open }: AuditContext,
): Questions {
  const names = functionNames({ files });
  const tell = events.verdicts;
  const early = tell && new EarlyVerdicts(names, run, decisions, (verdicts) => tell(verdicts));
  // With only some mutators, tests look more similar than they are.
  const isTwinTold = options.without !== 'findings' && options.mutators.length === 0;
  return {
    twins: isTwinTold ? findTwins(run, open) : [],
    called: calledProbes(run, open, (id) => names.get(id)),
    accused: (evidence) => accusedBy({ run, evidence, part, open }),
    ...(early && { onSeen: (evidence, mutants) => early.seen(evidence, mutants) }),
  };
}

/** Names of functions in reports, by id. */
export function functionNames({ files }: Pick<Breaks, 'files'>): ReadonlyMap<string, string> {
  return new Map(files.flatMap(({ functions }) => functions.map(({ id, name }) => [id, name])));
}
