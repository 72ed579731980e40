import { randomInt } from 'node:crypto';
import type { Project } from '../discover/types.ts';
import type { Audit } from '../model/audit.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { Reproduction } from '../model/reproduction.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { openPlace } from '../reproduce/copy-for-breaks.ts';
import { reproduce } from '../reproduce/reproduce.ts';
import { sample } from '../reproduce/sample.ts';

/** Makes some of the breaks in a copy of the project, and compares with the results of the plain test runner. */
export async function verify(
  audit: Audit,
  project: Project,
  options: AuditOptions,
  events: AuditEvents,
): Promise<NonNullable<Audit['verification']>> {
  const seed = options.seed ?? randomInt(2 ** 32);
  const picked = sample(audit, options.verify, seed);
  events.phase('verify', picked.length);
  const place = openPlace({
    project: options,
    runner: project.runner,
    bail: true,
    signal: events.signal,
  });
  const reproductions: Reproduction[] = [];
  try {
    for (const mutant of picked) {
      if (events.signal?.aborted) break;
      const seen = await reproduce(audit, mutant, place);
      if (events.signal?.aborted) break;
      reproductions.push(seen);
      events.advance(1, mutant.file);
    }
  } finally {
    place.remove();
  }
  return { seed, reproductions };
}
