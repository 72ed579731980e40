import { unreadConfigs } from './config/unread.ts';
import { discover } from './discover/index.ts';
import { readManifest } from './discover/manifest.ts';
import type { Project } from './discover/types.ts';
import { isUnchanged, refuseEmptyScope } from './empty-scope.ts';
import { instrumentProject } from './instrument/project.ts';
import type { Notice } from './model/audit.ts';
import type { InstrumentedFile } from './model/instrumented.ts';
import type { AuditEvents } from './model/progress.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { inScope } from './scope.ts';

const forFindings = ['AlwaysThrow', 'NeutralRewrite'];

/** What only serves findings is not made where they are left out. */
function withoutProbes(options: AuditOptions): AuditOptions {
  const { without, excludeMutators } = options;
  return without === 'findings'
    ? { ...options, excludeMutators: [...excludeMutators, ...forFindings] }
    : options;
}

/** Everything an audit breaks, found before anything runs. */
export interface Breaks {
  project: Project;
  /** Every instrumented file. */
  all: InstrumentedFile[];
  /** The same, with only the functions and mutants that were asked for. */
  files: InstrumentedFile[];
  /** The sources with something to break, relative to the root, if only a part of the project was asked for. */
  sources: string[] | undefined;
  /** Under `--since`, nothing that can be broken has changed. */
  unchanged: boolean;
}

/**
 * Finds the sources in scope and puts all mutants into them, in memory.
 * @throws UserError for what the user can mend
 */
export async function findBreaks(
  options: AuditOptions,
  events: AuditEvents & { found?(project: Project): void },
): Promise<Breaks> {
  events.phase('discover');
  const project = await discover(options);
  events.found?.(project);
  for (const notice of unreadConfigs(project.root, readManifest(project.root), options.config))
    events.notice(notice);
  const skipped: Notice[] = [];
  const onNotice = (notice: Notice) => {
    skipped.push(notice);
    events.notice(notice);
  };
  project.notices.forEach(onNotice);

  events.phase('mutate', project.files.length);
  const all = await instrumentProject(project, withoutProbes(options), {
    onFile: (file) => events.advance(1, file),
    onNotice,
    signal: events.signal,
  });
  const files = all.map((file) => inScope(file, project));
  if (!events.signal?.aborted) refuseEmptyScope(all, files, options, skipped);
  const unchanged = isUnchanged(project.files, files, options, skipped);
  const isPart = options.paths.length > 0 || options.function !== undefined || options.since !== undefined;
  const sources = files.filter(({ mutants }) => mutants.length > 0).map(({ file }) => file);
  return { project, all, files, sources: isPart ? sources : undefined, unchanged };
}
