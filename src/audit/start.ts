import { findProject } from '../discover/index.ts';
import type { Lab } from '../lab/lab.ts';
import { openLab } from '../lab/open.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { type Breaks, breaksIn } from './breaks.ts';
import type { Watch } from './context.ts';
import { askRoles } from './roles.ts';

/** The breaks, and the lab that runs the tests. */
export interface Started {
  breaks: Breaks;
  lab: Lab;
}

/**
 * Finds all breaks and puts them into one program, while Vitest starts.
 * @param made files that were instrumented before
 * @throws UserError for mistakes of the user; then nothing runs
 */
export async function findAndStart(
  options: AuditOptions,
  { events, notices, signal }: Watch,
  made?: readonly InstrumentedFile[],
): Promise<Started> {
  events.phase('discover');
  const found = await findProject(options);
  const failed = new AbortController();
  const opening = openLab(found, options, notices, AbortSignal.any([signal, failed.signal]));
  try {
    const asked = opening.then((lab) => askRoles(lab, found, options));
    const breaks = await breaksIn(found, asked, options, events, made);
    return { breaks, lab: await opening };
  } catch (error) {
    failed.abort();
    await opening.then(
      (lab) => lab.close(),
      () => {},
    );
    throw error;
  }
}
