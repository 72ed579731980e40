/** The verdicts of an audit that runs, and how they differ from those of the report that was there before. Pure. */
import { type AuditedMutant, isNoticed, isUnnoticed } from '../../../../src/model/audit.ts';
import type { ArrivedVerdict } from '../../../../src/model/live.ts';

export type Before = 'noticed' | 'unnoticed' | 'new' | 'other';

/** An unnoticed break that arrived, beside what the report says of it. */
export interface Unnoticed {
  verdict: ArrivedVerdict;
  /** `noticed`: a test noticed it then; `new`: the report does not have it. */
  before: Before;
}

export interface ArrivalCounts {
  noticed: number;
  unnoticed: number;
  unreached: number;
  accepted: number;
}

export class Arrivals {
  /** When the audit began. */
  readonly audit: string;
  readonly #before: ReadonlyMap<string, AuditedMutant>;
  readonly #verdicts: Map<string, ArrivedVerdict>;

  /** @param before what the report says that was shown when it began, by id; empty if there was none */
  constructor(
    audit: string,
    before: ReadonlyMap<string, AuditedMutant>,
    verdicts = new Map<string, ArrivedVerdict>(),
  ) {
    this.audit = audit;
    this.#before = before;
    this.#verdicts = verdicts;
  }

  /** Hands its verdicts over to the one that it returns: there may be very many, and they come four times a second. */
  with(verdicts: readonly ArrivedVerdict[]): Arrivals {
    for (const verdict of verdicts) {
      // To the end: the newest is what people look for.
      this.#verdicts.delete(verdict.id);
      this.#verdicts.set(verdict.id, verdict);
    }
    return new Arrivals(this.audit, this.#before, this.#verdicts);
  }

  get size(): number {
    return this.#verdicts.size;
  }

  counts(): ArrivalCounts {
    const counts = { noticed: 0, unnoticed: 0, unreached: 0, accepted: 0 };
    for (const { status } of this.#verdicts.values()) {
      if (isNoticed({ status })) counts.noticed++;
      else if (status === 'survived') counts.unnoticed++;
      else if (status === 'no-coverage') counts.unreached++;
      else if (status === 'accepted') counts.accepted++;
    }
    return counts;
  }

  /** Those that no test notices: first those that a test noticed in the report, then the newest. */
  unnoticed(): Unnoticed[] {
    const all = [...this.#verdicts.values()]
      .filter(isUnnoticed)
      .reverse()
      .map((verdict) => ({ verdict, before: beforeOf(this.#before.get(verdict.id)) }));
    return [
      ...all.filter(({ before }) => before === 'noticed'),
      ...all.filter(({ before }) => before !== 'noticed'),
    ];
  }

  /** How many are noticed that were not in the report. */
  won(): number {
    let won = 0;
    for (const verdict of this.#verdicts.values()) {
      const before = this.#before.get(verdict.id);
      if (before && isNoticed(verdict) && isUnnoticed(before)) won++;
    }
    return won;
  }
}

function beforeOf(mutant: AuditedMutant | undefined): Unnoticed['before'] {
  if (mutant === undefined) return 'new';
  if (isNoticed(mutant)) return 'noticed';
  return isUnnoticed(mutant) ? 'unnoticed' : 'other';
}
