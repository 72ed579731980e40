import type { AuditEvents, Phase } from '../model/progress.ts';
import { removeProgress, writeProgress } from '../store/progress.ts';

/** In milliseconds. */
const noteEvery = 250;

export interface NotedProgress {
  /** The same events, noted in the project on their way. */
  watch(events: AuditEvents): AuditEvents;
  end(): void;
}

/**
 * Notes in the project how far an audit is, at most four times a second, so that `realcov open` can show it.
 * @param now in milliseconds; for tests
 */
export function noteProgress(root: string, now: () => number = () => performance.now()): NotedProgress {
  let running: { phase: Phase; done: number; total?: number } | undefined;
  let notedAt = -Infinity;
  const note = () => {
    if (!running || now() - notedAt < noteEvery) return;
    notedAt = now();
    writeProgress(root, { pid: process.pid, ...running });
  };
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
    }),
    end() {
      running = undefined;
      removeProgress(root);
    },
  };
}
