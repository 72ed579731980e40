import type { Audit } from '../../src/model/audit.ts';
import { slowestFiles, slowestTests } from '../facts.ts';
import { nameText, shorten, widest } from '../text.ts';
import { count, duration } from '../wording.ts';
import { type Context, labelWidth } from './context.ts';

const limits = { few: 3, many: 10 };

/** The test files whose tests took longest in the clean run. */
export function slowFiles(audit: Audit, context: Context): string[] {
  const files = slowestFiles(audit).slice(0, limit(context));
  return timed(
    files.map(({ file, tests, durationMs }) => [durationMs, `${file} (${count(tests, 'test')})`]),
    context,
  );
}

/** The tests that took longest in the clean run. */
export function slowTests(audit: Audit, context: Context): string[] {
  const tests = slowestTests(audit).slice(0, limit(context));
  return timed(
    tests.map(({ file, line, name, durationMs }) => [durationMs, `${file}:${line}  ${name}`]),
    context,
  );
}

function limit({ verbose }: Context): number {
  return verbose ? limits.many : limits.few;
}

function timed(entries: [ms: number, what: string][], { width }: Context): string[] {
  const times = entries.map(([ms]) => duration(ms));
  const column = widest(times);
  const room = width - labelWidth - column - 2;
  return entries.map(
    ([, what], index) => `${(times[index] ?? '').padStart(column)}  ${shorten(nameText(what), room)}`,
  );
}

/** How long the audit took, and its phases. */
export function time({ timings }: Audit): string[] {
  if (timings.length === 0) return [];
  const total = timings.reduce((sum, { ms }) => sum + ms, 0);
  const phases = timings.filter(({ ms }) => ms >= 10).map(({ phase, ms }) => `${phase} ${duration(ms)}`);
  return [[duration(total), ...phases].join(' · ')];
}
