/** The audit as it goes: one JSON object a line on stdout, for programs that watch. */
import type { Audit, MutantStatus } from '../../src/model/audit.ts';
import type { Mutant } from '../../src/model/mutant.ts';
import { type AuditEvents, type EarlyVerdict, isOfAudit, type Phase } from '../../src/model/progress.ts';
import { describeBreak } from '../breaks.ts';
import { describeFinding } from '../findings/index.ts';
import { summary } from '../json/summary.ts';
import { visible } from '../text.ts';

/** In milliseconds: how often the progress of a phase is told at most. */
const progressEvery = 250;

/** How an audit ended that came to no result. */
export interface StreamedFailure {
  message: string;
  hint?: string | undefined;
  exitCode: number;
}

export interface EventStream {
  /** The same events, written on their way. */
  watch(events: AuditEvents): AuditEvents;
  end(audit: Audit, files: string[], exitCode: number): void;
  fail(failure: StreamedFailure): void;
}

/** @param now in milliseconds; for tests */
export function streamEvents(
  write: (line: string) => void,
  toolVersion: string,
  now: () => number = () => performance.now(),
): EventStream {
  const told = new Map<string, MutantStatus>();
  const progress = new PhaseProgress(now);
  const say = (event: string, facts: object) => write(`${visible(JSON.stringify({ event, ...facts }))}\n`);
  const tell = (verdict: EarlyVerdict) => {
    told.set(verdict.mutant.id, verdict.status);
    say('verdict', verdictFacts(verdict));
  };
  say('start', { schemaVersion: '1', toolVersion });

  return {
    watch: (events) => ({
      ...events,
      phase(phase, total) {
        if (isOfAudit(phase)) say('phase', progress.begin(phase, total));
        events.phase(phase, total);
      },
      advance(steps = 1, detail) {
        const facts = progress.advance(steps);
        if (facts) say('progress', facts);
        events.advance(steps, detail);
      },
      notice(notice) {
        say('notice', notice);
        events.notice(notice);
      },
      verdicts(verdicts) {
        verdicts.forEach(tell);
        events.verdicts?.(verdicts);
      },
    }),
    end(audit, files, exitCode) {
      // The audit has the last word: whoever keeps the last verdict of each break has those of the audit.
      for (const verdict of verdictsOf(audit))
        if (told.get(verdict.mutant.id) !== verdict.status) tell(verdict);
      for (const finding of audit.findings) say('finding', { ...finding, what: describeFinding(finding) });
      for (const entry of audit.change?.unnoticed ?? []) say('unnoticed', entry);
      for (const entry of audit.change?.tests ?? []) say('test-of-change', entry);
      say('end', { exitCode, summary: summary(audit, files) });
    },
    fail: ({ message, hint, exitCode }) => say('error', { message, ...(hint && { hint }), exitCode }),
  };
}

function verdictsOf({ mutants, functions }: Audit): EarlyVerdict[] {
  const names = new Map(functions.map(({ id, name }) => [id, name]));
  return mutants.map((mutant) => {
    const functionName = names.get(mutant.function ?? '');
    return { mutant, status: mutant.status, ...(functionName !== undefined && { functionName }) };
  });
}

function verdictFacts({ mutant, status, functionName }: EarlyVerdict): object {
  const { id, file, location, mutator, level }: Mutant = mutant;
  return {
    id,
    status,
    file,
    line: location.start.line,
    column: location.start.column,
    ...(functionName !== undefined && { function: functionName }),
    mutator,
    level,
    break: describeBreak(mutant),
  };
}

/** How far the running phase is. */
class PhaseProgress {
  readonly #now: () => number;
  #phase: Phase | undefined;
  #total: number | undefined;
  #done = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(phase: Phase, total: number | undefined): object {
    if (phase !== this.#phase) this.#done = 0;
    this.#phase = phase;
    this.#total = total;
    return this.#facts();
  }

  /** Undefined where the last one was a moment ago. */
  advance(steps: number): object | undefined {
    this.#done += steps;
    if (this.#phase === undefined || this.#now() - this.#toldAt < progressEvery) return undefined;
    this.#toldAt = this.#now();
    return this.#facts();
  }

  #facts(): object {
    return { phase: this.#phase, done: this.#done, ...(this.#total !== undefined && { total: this.#total }) };
  }
}
