import { nameText } from '../../reports/index.ts';
import type { AuditEvents, Phase } from '../model/progress.ts';
import type { Output } from './io.ts';

/** What a phase is called. */
export const phaseLabels: Record<Phase, string> = {
  discover: 'finding sources',
  mutate: 'making breaks',
  'dry-run': 'clean runs',
  mutants: 'running breaks',
  confirm: 'confirming survivors',
  tests: 'examining tests',
  types: 'checking types',
  judge: 'judging',
  base: 'running the base',
  verify: 'breaking by hand',
  search: 'looking for calls',
  ask: 'asking the writer',
  try: 'trying tests',
};
const labelWidth = Math.max(...Object.values(phaseLabels).map((label) => label.length)) + 2;

/** In milliseconds: how often a line is rewritten on a terminal, or a further line printed elsewhere. */
const rewriteEvery = 100;
const printEvery = 30_000;
/** A phase without counts that took less is not worth a line. */
const worthALine = 1000;

interface Running {
  phase: Phase;
  total: number | undefined;
  done: number;
  detail: string | undefined;
  startedAt: number;
  shownAt: number;
}

export interface ProgressOptions {
  err: Output;
  /** Whether durations and estimates are shown. */
  times: boolean;
  /** In milliseconds; for tests. */
  now?: () => number;
}

/**
 * Shows a line a phase with its counts and an estimate: rewritten in place on a terminal, elsewhere printed when the
 * phase is over, and now and then while it lasts. A phase that was over at once and counted nothing leaves no line.
 * `end` closes the last line; `abandon` takes it back, for an error to follow.
 */
export function showProgress({ err, times, now = () => performance.now() }: ProgressOptions): Required<
  Pick<AuditEvents, 'phase' | 'advance' | 'notice'>
> & {
  end(): void;
  abandon(): void;
} {
  let running: Running | undefined;

  function show(line: string, lineEnd: string): void {
    if (err.isTerminal) err.write(`\r\x1b[2K${fit(line, err.columns)}${lineEnd}`);
    else err.write(`${line}\n`);
  }

  function end(): void {
    if (!running) return;
    const elapsed = now() - running.startedAt;
    const isBrief = running.done === 0 && elapsed < worthALine;
    if (!isBrief) show(finalLine(running, times ? elapsed : undefined), '\n');
    else abandon();
    running = undefined;
  }

  function abandon(): void {
    if (running && err.isTerminal) show('', '');
    running = undefined;
  }

  function update(force: boolean): void {
    if (!running) return;
    const since = now() - running.shownAt;
    if (!force && since < (err.isTerminal ? rewriteEvery : printEvery)) return;
    running.shownAt = now();
    show(currentLine(running, times ? now() - running.startedAt : undefined), '');
  }

  return {
    phase(phase, total) {
      if (running?.phase === phase) running.total = total;
      else {
        end();
        running = { phase, total, done: 0, detail: undefined, startedAt: now(), shownAt: now() };
      }
      update(err.isTerminal);
    },
    advance(steps = 1, detail) {
      if (!running) return;
      running.done += steps;
      running.detail = detail;
      update(false);
    },
    // A notice has its place in the report; a line here would only break the one that is rewritten.
    notice() {},
    end,
    abandon,
  };
}

function currentLine({ phase, total, done, detail }: Running, elapsed: number | undefined): string {
  const counts = total === undefined ? number(done) : `${number(done)}/${number(total)}${share(done, total)}`;
  const left = elapsed === undefined || total === undefined ? undefined : estimate(done, total, elapsed);
  const parts = [total === undefined && done === 0 ? '…' : counts, left, detail && nameText(detail)];
  return label(phase) + parts.filter((part) => part !== undefined).join(' · ');
}

function finalLine({ phase, done }: Running, elapsed: number | undefined): string {
  const parts = [done > 0 ? number(done) : 'done', elapsed === undefined ? undefined : seconds(elapsed)];
  return label(phase) + parts.filter((part) => part !== undefined).join(' · ');
}

const label = (phase: Phase): string => phaseLabels[phase].padEnd(labelWidth);
const number = (value: number): string => value.toLocaleString('en-US');
const share = (done: number, total: number): string =>
  total > 0 ? ` (${Math.floor((100 * Math.min(done, total)) / total)}%)` : '';

/** Only when enough is done to tell. */
function estimate(done: number, total: number, elapsed: number): string | undefined {
  if (elapsed < 1000 || done < total / 50 || done === 0 || done >= total) return undefined;
  return `about ${seconds((elapsed / done) * (total - done), 0)} left`;
}

function seconds(ms: number, digits = 1): string {
  if (ms < 90_000) return `${(ms / 1000).toFixed(digits)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

function fit(line: string, columns: number | undefined): string {
  const width = (columns ?? 80) - 1;
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
