import type { AuditEvents } from '../model/progress.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { Io } from './io.ts';
import { showProgress } from './progress.ts';

/** Shows progress, unless only the result is wanted. */
export async function watched<T>(
  options: Pick<AuditOptions, 'quiet' | 'json' | 'times'>,
  io: Io,
  work: (events: AuditEvents) => Promise<T>,
): Promise<T> {
  if (options.quiet || options.json) return work({ ...unwatched, signal: io.signal });
  const progress = showProgress({ err: io.err, times: options.times });
  try {
    const result = await work({ ...progress, signal: io.signal });
    progress.end();
    return result;
  } catch (error) {
    progress.abandon();
    throw error;
  }
}

const unwatched: AuditEvents = { phase() {}, advance() {}, notice() {} };
