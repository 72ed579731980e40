import type { PhaseTiming } from '../model/audit.ts';
import { type AuditEvents, isOfAudit, type Phase } from '../model/progress.ts';

/** Measures the phases, for progress output and for the report. */
export class Clock {
  readonly #events: AuditEvents;
  readonly #timings: PhaseTiming[] = [];
  #current: { phase: Phase; startedAt: number } | undefined;

  constructor(events: AuditEvents) {
    this.#events = events;
  }

  phase(phase: Phase, total?: number): void {
    this.#stop();
    this.#current = { phase, startedAt: performance.now() };
    this.#events.phase(phase, total);
  }

  /** The first call begins `phase`. Each call reports how many steps are done, and of how many if known. */
  counter(phase: Phase): (done: number, of?: number) => void {
    let before = 0;
    let total: number | undefined;
    return (done, of) => {
      if (this.#current?.phase !== phase) this.phase(phase, of);
      else if (of !== total) this.#events.phase(phase, of);
      total = of;
      this.#events.advance(done - before);
      before = done;
    };
  }

  end(): PhaseTiming[] {
    this.#stop();
    return this.#timings;
  }

  #stop(): void {
    if (!this.#current) return;
    const { phase, startedAt } = this.#current;
    // Only phases of an audit; other work is measured elsewhere.
    if (isOfAudit(phase)) this.#timings.push({ phase, ms: Math.round(performance.now() - startedAt) });
    this.#current = undefined;
  }
}
