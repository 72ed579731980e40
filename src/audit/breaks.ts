import { mutators } from '../../mutators/index.ts';
import { mayBeInScope } from '../change/scope.ts';
import { unreadConfigs } from '../config/unread.ts';
import { touchesTests } from '../discover/changed-tests.ts';
import { discover, type Found, findProject, NoSources } from '../discover/index.ts';
import type { Project } from '../discover/types.ts';
import { instrumentProject } from '../instrument/project.ts';
import type { Notice } from '../model/audit.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import { isBreak } from '../model/mutant.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { TestRoles } from '../model/test-roles.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { isUnchanged, refuseEmptyScope } from './empty-scope.ts';
import { inScope } from './scope.ts';

const forFindings = mutators.filter((mutator) => !isBreak(mutator)).map(({ name }) => name);

/** Mutants that only serve findings are left out if findings are off. */
export function withoutProbes(options: AuditOptions): AuditOptions {
  const { without, excludeMutators } = options;
  return without === 'findings'
    ? { ...options, excludeMutators: [...excludeMutators, ...forFindings] }
    : options;
}

/** Everything that an audit breaks. It is known before anything runs. */
export interface Breaks {
  project: Project;
  /** Every instrumented file. */
  all: InstrumentedFile[];
  /** The same files, with only the selected functions and mutants. */
  files: InstrumentedFile[];
  /** The sources with something to break, relative to the root, if only a part of the project is audited. */
  sources: string[] | undefined;
  /** Where only a change is looked at: it changed nothing that can be broken. */
  unchanged: boolean;
}

/**
 * Finds the sources in scope, by their names only, and adds all mutants to them in memory.
 * @throws UserError for mistakes of the user
 */
export async function findBreaks(options: AuditOptions, events: AuditEvents): Promise<Breaks> {
  events.phase('discover');
  return breaksIn(await findProject(options), Promise.resolve(undefined), options, events);
}

/**
 * The same for a known project.
 * @param asked Vitest's answer about the project's files; without it, sources and tests are told apart by name
 * @param made files that were instrumented before
 */
export async function breaksIn(
  found: Found,
  asked: Promise<TestRoles | undefined>,
  options: AuditOptions,
  events: AuditEvents,
  made?: readonly InstrumentedFile[],
): Promise<Breaks> {
  asked.catch(() => {});
  const { project, all, skipped } = await instrumented(found, asked, options, events, made);
  for (const notice of unreadConfigs(project.root, found.manifest, options.configFiles))
    events.notice(notice);
  skipped.forEach((notice) => {
    events.notice(notice);
  });
  const { only } = options;
  const inLimits = all.map((file) => inScope(file, project));
  const files = only
    ? inLimits.map((file) => ({ ...file, mutants: file.mutants.filter(({ id }) => only.has(id)) }))
    : inLimits;
  if (!events.signal?.aborted && !only) refuseEmptyScope(all, files, options, skipped);
  const unchanged = project.change !== undefined && isUnchanged(project.files, files, options, skipped);
  const isPart =
    options.paths.length > 0 ||
    options.function !== undefined ||
    project.change !== undefined ||
    only !== undefined;
  const sources = files.filter(({ mutants }) => mutants.length > 0).map(({ file }) => file);
  return { project, all, files, sources: isPart ? sources : undefined, unchanged };
}

interface Instrumented {
  project: Project;
  all: InstrumentedFile[];
  /** Notices about files that are left out. */
  skipped: Notice[];
}

/**
 * Vitest takes a while to list the tests. Until then, names decide, which are seldom wrong. If Vitest's list differs, the
 * breaks are found again.
 */
async function instrumented(
  found: Found,
  asked: Promise<TestRoles | undefined>,
  options: AuditOptions,
  events: AuditEvents,
  made: readonly InstrumentedFile[] | undefined,
): Promise<Instrumented> {
  const guessed = await discover(found, options).catch((error: unknown) => {
    if (error instanceof NoSources) return undefined;
    throw error;
  });
  const guess = guessed && (await instrument(guessed, options, events, made));
  const roles = await asked;
  if (events.signal?.aborted && guess) return guess;
  const project = roles || !guessed ? await discover(found, options, roles) : guessed;
  const isGuessed = new Set(guessed?.files);
  if (!guess || project.files.some((file) => !isGuessed.has(file)))
    return instrument(project, options, events, made, guess?.project.files.length);
  const isWanted = new Set(project.files);
  const isOfProject = ({ file = '' }: Notice) => isWanted.has(file) || !isGuessed.has(file);
  return {
    project,
    all: guess.all.filter(({ file }) => isWanted.has(file)),
    skipped: [...project.notices, ...guess.unread.filter(isOfProject)],
  };
}

async function instrument(
  project: Project,
  options: AuditOptions,
  events: AuditEvents,
  made: readonly InstrumentedFile[] | undefined,
  done = 0,
): Promise<Instrumented & { unread: Notice[] }> {
  const { change } = project;
  const unread: Notice[] = [];
  events.phase('mutate', done + project.files.length);
  const all = await instrumentProject(project, withoutProbes(options), {
    onFile: (file) => events.advance(1, file),
    onNotice: (notice) => unread.push(notice),
    signal: events.signal,
    made,
    // What touched tests run is not known yet.
    ...(change && !touchesTests(change.tests) && { typesFor: (files) => mayBeInScope(change, files) }),
  });
  return { project, all, skipped: [...project.notices, ...unread], unread };
}
