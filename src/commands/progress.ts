import { nameText } from '../../reports/index.ts';
import type { AuditEvents, Phase } from '../model/progress.ts';
import type { Output } from './io.ts';

/** The names of phases. */
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

/** In milliseconds: how often a line is rewritten on a terminal, or another line is printed elsewhere. */
const rewriteEvery = 100;
const printEvery = 30_000;
/**
 * An estimate uses the pace of the recent past, because the rest may take longer than the beginning. The recent past is
 * at least this many milliseconds and this share of the whole, because results of parallel work come in groups.
 */
const recent = { ms: 20_000, part: 1 / 20 };
/** In milliseconds. */
const sameHeap = 50;
/** A phase without counts that took less gets no line. */
const worthALine = 1000;

interface Running {
  phase: Phase;
  total: number | undefined;
  done: number;
  detail: string | undefined;
  startedAt: number;
  shownAt: number;
  /** Progress and time, from before the recent past until now. */
  marks: { at: number; done: number }[];
  steppedAt: number;
}

export interface ProgressOptions {
  err: Output;
  /** Whether durations and estimates are shown. */
  times: boolean;
  /** In milliseconds; for tests. */
  now?: () => number;
}

/**
 * Shows a line for each phase with its counts and an estimate. On a terminal the line is rewritten; elsewhere it is
 * printed when the phase is over, and sometimes before. A phase that was over at once and counted nothing gets no line.
 * `end` closes the last line; `abandon` removes it, before an error is printed.
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
    show(currentLine(running, times ? now() : undefined), '');
  }

  return {
    phase(phase, total) {
      if (running?.phase === phase) running.total = total;
      else {
        end();
        const at = now();
        running = {
          phase,
          total,
          done: 0,
          detail: undefined,
          startedAt: at,
          shownAt: at,
          marks: [{ at, done: 0 }],
          steppedAt: at,
        };
      }
      update(err.isTerminal);
    },
    advance(steps = 1, detail) {
      if (!running) return;
      running.done += steps;
      running.detail = detail;
      mark(running, now());
      update(false);
    },
    // The report shows notices. Printed here, one would break the line that is rewritten.
    notice() {},
    end,
    abandon,
  };
}

/** Keeps the last mark before the recent past, and later ones at least a second apart. */
function mark(running: Running, at: number): void {
  const { marks, done, total = 0 } = running;
  running.steppedAt = at;
  const last = marks.at(-1);
  if (!last || at - last.at >= 1000) marks.push({ at, done });
  else if (at - last.at < sameHeap) last.done = done;
  const isOld = (each: { at: number; done: number }) =>
    at - each.at >= recent.ms && done - each.done >= total * recent.part;
  while (marks[1] && isOld(marks[1])) marks.shift();
}

function currentLine(running: Running, now: number | undefined): string {
  const { phase, total, done, detail } = running;
  const counts = total === undefined ? number(done) : `${number(done)}/${number(total)}${share(done, total)}`;
  const left = now === undefined || total === undefined ? undefined : estimate(running, total, now);
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

/** Only if enough is done for an estimate. */
function estimate(
  { done, startedAt, steppedAt, marks }: Running,
  total: number,
  now: number,
): string | undefined {
  if (now - startedAt < 1000 || done < total / 50 || done === 0 || done >= total) return undefined;
  const before = marks[0];
  const steps = before ? done - before.done : 0;
  const since = before && steps > 0 ? before.at : startedAt;
  const pace = (now - since) / (steps > 0 ? steps : done);
  // After so long, the rest will not be faster.
  const left = Math.max(pace * (total - done), now - steppedAt);
  return `about ${seconds(left, 0)} left`;
}

function seconds(ms: number, digits = 1): string {
  if (ms < 90_000) return `${(ms / 1000).toFixed(digits)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

function fit(line: string, columns: number | undefined): string {
  const width = (columns ?? 80) - 1;
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
