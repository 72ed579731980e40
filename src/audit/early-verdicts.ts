import { acceptedById, decided } from '../judge/decisions.ts';
import { verdictOf } from '../judge/verdict.ts';
import type { MutantStatus } from '../model/audit.ts';
import type { Decision } from '../model/decision.ts';
import type { Evidence, EvidenceOf } from '../model/evidence.ts';
import { isBreak } from '../model/mutant.ts';
import type { EarlyVerdict } from '../model/progress.ts';
import type { CleanRun, RunMutant } from '../model/run.ts';

/** Reports verdicts while an audit runs: each when it is proven, and again when it changes. */
export class EarlyVerdicts {
  readonly #run: CleanRun;
  readonly #tell: (verdicts: EarlyVerdict[]) => void;
  readonly #accepted: Map<string, Decision>;
  readonly #functionNames: ReadonlyMap<string, string>;
  readonly #told = new Map<string, MutantStatus>();
  readonly #mutants: ReadonlyMap<string, RunMutant>;

  /** @param functionNames names of functions in reports, by id */
  constructor(
    functionNames: ReadonlyMap<string, string>,
    run: CleanRun,
    decisions: readonly Decision[],
    tell: (verdicts: EarlyVerdict[]) => void,
  ) {
    this.#run = run;
    this.#mutants = new Map(run.mutants.map((each) => [each.mutant.id, each]));
    this.#tell = tell;
    this.#accepted = acceptedById(decisions);
    this.#functionNames = functionNames;
  }

  /** @param mutants ids of mutants with new evidence */
  seen(evidence: EvidenceOf, mutants: Iterable<string>): void {
    const verdicts = [...mutants].flatMap((id) => this.#news(id, evidence.get(id)) ?? []);
    if (verdicts.length > 0) this.#tell(verdicts);
  }

  #news(id: string, evidence: Evidence | undefined): EarlyVerdict | undefined {
    const running = this.#mutants.get(id);
    if (!running || !evidence) return undefined;
    const { mutant } = running;
    const before = this.#told.get(id);
    if (!isBreak(mutant)) return undefined;
    const judged = { ...mutant, status: verdictOf(running, evidence, this.#run).status };
    const { status } = decided(judged, this.#accepted.get(mutant.id));
    // There is no verdict yet, and none was reported before.
    if (status === before || (status === 'unproven' && before === undefined)) return undefined;
    this.#told.set(id, status);
    const functionName = this.#functionNames.get(mutant.function ?? '');
    return { mutant, status, ...(functionName !== undefined && { functionName }) };
  }
}
