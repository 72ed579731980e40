import { findBreaks } from './breaks.ts';
import { openLab } from './lab/open.ts';
import type { Notice } from './model/audit.ts';
import { type Mutant, plainMutant } from './model/mutant.ts';
import type { MutantList } from './model/mutant-list.ts';
import type { AuditEvents } from './model/progress.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { askRoles } from './roles.ts';

/**
 * Finds every break that an audit would make, and runs no test: Vitest is started only to say which files are tests.
 * @throws UserError for what the user can mend; anything else is a bug
 */
export async function list(options: AuditOptions, events: AuditEvents): Promise<MutantList> {
  const notices: Notice[] = [];
  const add = (notice: Notice) => void notices.push(notice);
  const failed = new AbortController();
  const signal = events.signal ? AbortSignal.any([events.signal, failed.signal]) : failed.signal;
  const { project, files } = await findBreaks(options, { ...events, notice: add }, async (found) => {
    const lab = await openLab(found, options, { add }, signal);
    return askRoles(lab, found, options).finally(() => lab.close());
  }).catch((error: unknown) => {
    failed.abort();
    throw error;
  });
  return {
    project: { name: project.name, vitest: project.vitest.version, files: project.files.length },
    functions: files.flatMap((file) => file.functions),
    mutants: files.flatMap((file) => file.mutants.filter(({ level }) => level !== 'neutral').map(plain)),
    notices,
  };
}

/** Without what only the running program needs. */
function plain(mutant: Mutant): Mutant {
  const { ignored, invalid } = mutant;
  return {
    ...plainMutant(mutant),
    ...(ignored !== undefined && { ignored }),
    ...(invalid !== undefined && { invalid }),
  };
}
