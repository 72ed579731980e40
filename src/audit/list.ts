import { scopeOf } from '../change/scope.ts';
import { type Mutant, plainMutant } from '../model/mutant.ts';
import type { MutantList } from '../model/mutant-list.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { Breaks } from './breaks.ts';
import { narrowTo } from './change/narrow.ts';
import { watching } from './context.ts';
import { findAndStart } from './start.ts';

/**
 * Finds every break that an audit would make, and runs no test. Vitest is started only to list the test files.
 * @throws UserError for mistakes of the user; anything else is a bug
 */
export async function list(options: AuditOptions, events: AuditEvents): Promise<MutantList> {
  // The list shows them itself.
  const watch = watching({ ...events, notice() {} });
  const { breaks, lab } = await findAndStart(options, watch);
  await lab.close();
  const { project, files } = ofChange(breaks);
  return {
    project: { name: project.name, vitest: project.runner.version, files: project.files.length },
    functions: files.flatMap((file) => file.functions),
    mutants: files.flatMap((file) => file.mutants.filter(({ level }) => level !== 'neutral').map(plain)),
    notices: watch.notices.all,
  };
}

/** Of a change only functions whose code changed: what calls them, and what tests run, is not known before tests run. */
function ofChange(breaks: Breaks): Breaks {
  const { change } = breaks.project;
  if (!change) return breaks;
  const { isWanted } = scopeOf(change, breaks.files, { mutants: [] }, new Set());
  return narrowTo(breaks, isWanted);
}

/** Without fields that only the running program needs. */
function plain(mutant: Mutant): Mutant {
  const { ignored, invalid } = mutant;
  return {
    ...plainMutant(mutant),
    ...(ignored !== undefined && { ignored }),
    ...(invalid !== undefined && { invalid }),
  };
}
