import { discover } from './discover/index.ts';
import { refuseEmptyScope } from './empty-scope.ts';
import { instrumentProject } from './instrument/project.ts';
import type { Mutant } from './model/mutant.ts';
import type { MutantList } from './model/mutant-list.ts';
import type { AuditEvents } from './model/progress.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { inScope } from './scope.ts';

/**
 * Finds every break that an audit would make, and runs nothing.
 * @throws UserError for what the user can mend; anything else is a bug
 */
export async function list(options: AuditOptions, events: AuditEvents): Promise<MutantList> {
  events.phase('discover');
  const project = await discover(options);
  const notices = [...project.notices];

  events.phase('mutate', project.files.length);
  const files = await instrumentProject(project, options, {
    onFile: (file) => events.advance(1, file),
    onNotice: (notice) => notices.push(notice),
  });

  const scoped = files.map((file) => inScope(file, project));
  refuseEmptyScope(files, scoped, options);
  return {
    project: { name: project.name, vitest: project.vitest.version, files: project.files.length },
    functions: scoped.flatMap((file) => file.functions),
    mutants: scoped.flatMap((file) => file.mutants.map(plain)),
    notices,
  };
}

/** Without what only the running program needs. */
function plain({
  id,
  file,
  function: unit,
  mutator,
  level,
  location,
  original,
  replacement,
  ...rest
}: Mutant): Mutant {
  return {
    id,
    file,
    ...(unit !== undefined && { function: unit }),
    mutator,
    level,
    location,
    original,
    replacement,
    ...(rest.ignored !== undefined && { ignored: rest.ignored }),
    ...(rest.invalid !== undefined && { invalid: rest.invalid }),
  };
}
