import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import type { Notice } from '../model/audit.ts';
import type { TestRoles } from '../model/test-roles.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { inspect } from './inspect.ts';
import { unfollowed, withoutLink } from './links.ts';
import { listLinks, listSources } from './listing.ts';
import { isWorkspace, type Manifest, projectName, readManifest } from './manifest.ts';
import { type SourceRules, sourceRules } from './rules.ts';
import { type Selection, select } from './select.ts';
import { changedSince } from './since.ts';
import type { LineRange, Project, RunnerPackage } from './types.ts';
import { findVitest } from './vitest.ts';

/** What is known of a project before any file of it is looked at. */
export interface Found extends Pick<Project, 'root' | 'name' | 'runner'> {
  manifest: Manifest;
  /** All files that could be sources. */
  sources: string[];
  /** Symbolic links, which are not followed. */
  links: string[];
}

/**
 * Finds the project and its Vitest.
 * @throws UserError if there is no supported Vitest
 */
export async function findProject({ root }: Pick<AuditOptions, 'root'>): Promise<Found> {
  const manifest = readManifest(root);
  const runner = findVitest(root, manifest);
  const [sources, links] = await Promise.all([listSources(root), listLinks(root)]);
  return { root, name: projectName(manifest, root), runner, manifest, sources, links };
}

/**
 * Finds the source files in scope.
 * @param roles what Vitest says of the files; undefined to tell by names alone
 * @throws UserError if a path does not exist, or no source file is in scope
 */
export async function discover(
  { root, name, runner, manifest, sources, links }: Found,
  options: AuditOptions,
  roles?: TestRoles,
): Promise<Project> {
  const rules = sourceRules(roles);
  const selection = select({
    sources,
    paths: options.paths.map((path) => withoutLink(root, path)),
    mutate: options.mutate,
    rules,
    isWorkspace: isWorkspace(root, manifest),
    kindOf: (path) => kindOf(join(root, path)),
  });
  const { files, notices } = inspect({ ...selection, root, maxFileSize: options.maxFileSize });
  const inVain = [
    ...namedInVain(selection, options, rules),
    ...(options.paths.length > 0 ? [] : unfollowed({ root, links, sources, files: selection.files, rules })),
  ];
  if (files.length === 0) throw nothingInScope(options, [...notices, ...inVain]);
  const changedLines = options.since === undefined ? undefined : await changedSince(root, options.since);
  const isChanged = (file: string) => changedLines === undefined || changedLines[file] !== undefined;
  const changed = files.filter(isChanged);
  return {
    root,
    name,
    runner,
    files: changed,
    functionName: options.function,
    changedLines: changedLines && only(changed, changedLines),
    places: only(changed, selection.places),
    // What was left out of an unchanged file is not missed.
    notices: [...notices.filter(({ file = '' }) => isChanged(file)), ...inVain],
  };
}

/**
 * The project's own test runner.
 * @throws UserError if there is none, or one of a version that is not supported
 */
export function runnerOf(root: string): RunnerPackage {
  return findVitest(root, readManifest(root));
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isDirectory() ? 'folder' : 'file';
}

/** Files that the user named one by one and that are no sources to break, with the reason. */
function namedInVain(
  { files, named }: Selection,
  { paths, root }: AuditOptions,
  rules: SourceRules,
): Notice[] {
  return paths
    .filter((path) => !files.includes(path) && !named.has(path) && kindOf(join(root, path)) === 'file')
    .map((file) => ({ kind: 'file-skipped', file, message: whyNoSource(file, root, rules) }));
}

function whyNoSource(file: string, root: string, rules: SourceRules): string {
  if (rules.isTest(file)) return 'it is a test file';
  if (!/\.[cm]?[jt]sx?$/.test(file) || /\.d\.[cm]?ts$/.test(file))
    return 'it holds no JavaScript or TypeScript to break';
  return lstatSync(join(root, file)).isSymbolicLink()
    ? 'it is a symbolic link'
    : 'it is ignored, by git or by "mutate"';
}

/** No file in scope is a source. */
export class NoSources extends UserError {}

function nothingInScope({ paths, root }: AuditOptions, notices: readonly Notice[]): NoSources {
  const reasons = notices.map(({ file, message }) => `${file}: ${message}`);
  return new NoSources(
    exitCodes.usage,
    `no source files to break in ${paths.length > 0 ? paths.join(', ') : root}`,
    reasons.length > 0
      ? reasons.slice(0, 3).join('; ')
      : 'sources are looked for in src and lib; name others: realcov audit <paths>',
  );
}

function only<T extends LineRange[] | object>(
  files: readonly string[],
  byFile: Record<string, T>,
): Record<string, T> {
  return Object.fromEntries(
    files.flatMap((file) => (byFile[file] === undefined ? [] : [[file, byFile[file]]])),
  );
}
