import { breakWords } from '../../reports/index.ts';
import type { ArrivedVerdict } from '../model/live.ts';
import type { AuditEvents, EarlyVerdict, Phase } from '../model/progress.ts';
import { appendVerdicts } from '../store/live-verdicts.ts';
import { removeProgress, writeProgress } from '../store/progress.ts';

/** In milliseconds. */
const noteEvery = 250;
/** In milliseconds: how often an audit without news shows that it still runs. */
const beatEvery = 10_000;

export interface NotedProgress {
  /** Passes events on, and also saves them in the project. */
  watch(events: AuditEvents): AuditEvents;
  end(): void;
}

/**
 * Saves the progress and results of an audit in the project, at most four times a second, so that `realcov open` can
 * show them.
 */
export function noteProgress(root: string): NotedProgress {
  // An earlier audit that was killed may have left something.
  removeProgress(root);
  const started = new Date().toISOString();
  let running: { phase: Phase; done: number; total?: number } | undefined;
  let arrived: EarlyVerdict[] = [];
  let notedAt = Number.NEGATIVE_INFINITY;
  let later: NodeJS.Timeout | undefined;
  const beat = setInterval(write, beatEvery).unref();

  function note(): void {
    const left = notedAt + noteEvery - performance.now();
    if (left <= 0) write();
    else later ??= setTimeout(write, left).unref();
  }

  function write(): void {
    forget();
    if (!running) return;
    notedAt = performance.now();
    writeProgress(root, { pid: process.pid, started, ...running });
    if (arrived.length > 0) appendVerdicts(root, arrived.map(toArrived));
    arrived = [];
  }

  function forget(): void {
    clearTimeout(later);
    later = undefined;
  }

  return {
    watch: (events) => ({
      ...events,
      phase(phase, total) {
        const done = running?.phase === phase ? running.done : 0;
        running = { phase, done, ...(total !== undefined && { total }) };
        note();
        events.phase(phase, total);
      },
      advance(steps = 1, detail) {
        if (running) running.done += steps;
        note();
        events.advance(steps, detail);
      },
      verdicts(verdicts) {
        // One by one: there may be more than a call takes arguments.
        for (const verdict of verdicts) arrived.push(verdict);
        note();
        events.verdicts?.(verdicts);
      },
    }),
    end() {
      running = undefined;
      forget();
      clearInterval(beat);
      removeProgress(root);
    },
  };
}

function toArrived({ mutant, status, functionName }: EarlyVerdict): ArrivedVerdict {
  return {
    id: mutant.id,
    status,
    file: mutant.file,
    line: mutant.location.start.line,
    ...(functionName !== undefined && { functionName }),
    what: breakWords(mutant),
  };
}
