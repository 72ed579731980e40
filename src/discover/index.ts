import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import type { Notice } from '../model/audit.ts';
import { byName, own } from '../model/by-name.ts';
import type { TestRoles } from '../model/test-roles.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { reader } from '../store/reader.ts';
import { ownFolders } from '../store/state-folder.ts';
import { testsTouchedBy } from './changed-tests.ts';
import { findRunner } from './find-runner.ts';
import { inspect } from './inspect.ts';
import { unfollowed, withoutLink } from './links.ts';
import { listLinks, listSources } from './listing.ts';
import { isWorkspace, type Manifest, projectName, readManifest } from './manifest.ts';
import { neighboursOf } from './neighbours.ts';
import { type SourceRules, sourceRules } from './rules.ts';
import { type Selection, select } from './select.ts';
import { asksForChange, type ChangedTree, readChange } from './since.ts';
import type { Project, ProjectChange, RunnerPackage } from './types.ts';

/** What is known of a project before its files are read. */
export interface Found extends Pick<Project, 'root' | 'name' | 'runner'> {
  manifest: Manifest;
  /** All files that could be sources. */
  sources: string[];
  /** Symbolic links, which are not followed. */
  links: string[];
  /** The difference to the base, if only a change is audited. */
  change: ChangedTree | undefined;
}

/**
 * Finds the project and its test runner, and what changed if that is asked for.
 * @throws UserError if there is no supported test runner, or git cannot tell what changed
 */
export async function findProject(
  options: Pick<AuditOptions, 'root' | 'since' | 'staged' | 'diff' | 'outDir' | 'change'>,
): Promise<Found> {
  const { root } = options;
  const manifest = readManifest(root);
  const runner = findRunner(root, manifest);
  const [sources, links, change] = await Promise.all([
    listSources(root),
    listLinks(root),
    asksForChange(options) && !options.change
      ? readChange(root, { ...options, leftOut: ownFolders(options) })
      : options.change,
  ]);
  return { root, name: projectName(manifest, root), runner, manifest, sources, links, change };
}

/**
 * Finds the source files in scope.
 * @param roles what the test runner says of the files; undefined to tell by names alone
 * @throws UserError if a path does not exist, or no source file is in scope
 */
export async function discover(
  { root, name, runner, manifest, sources, links, change }: Found,
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
  const touched = change ? whatChanged(change, files, { files: sources, rules, root }) : undefined;
  const inScope = touched ? touched.files : files;
  const isInScope = new Set(inScope);
  return {
    root,
    name,
    runner,
    ...(isWorkspace(root, manifest) && { isWorkspace: true as const }),
    files: inScope,
    functionName: options.function,
    change: touched,
    places: only(inScope, selection.places),
    // In an unchanged file, nothing that was left out is missed.
    notices: [
      ...notices.filter(({ file = '' }) => !change || isInScope.has(file)),
      ...inVain,
      ...(change?.submodules ?? []).map(ofSubmodule),
    ],
  };
}

/** Git says that it is another commit, and nothing of its files. */
function ofSubmodule(file: string): Notice {
  const message =
    'it is a submodule: what changed in it is not looked at here, but by an audit in its folder';
  return { kind: 'suite', file, message };
}

/** The sources and tests that a change touches, and other sources that it may affect. */
function whatChanged(
  tree: ChangedTree,
  sources: string[],
  { files, rules, root }: { files: string[]; rules: SourceRules; root: string },
): ProjectChange & { files: string[] } {
  const read = reader(root);
  const isSource = new Set(sources);
  const changed = tree.files.filter(({ path, after }) => after && isSource.has(path));
  const tests = testsTouchedBy(tree.files, { files, rules, read });
  const texts = [
    ...[...tests.edited, ...tests.gone].flatMap(({ path: file, before, after }) =>
      [before, after].flatMap((side) => (side ? [{ file, text: String(side.bytes) }] : [])),
    ),
    ...tests.affected.map((file) => ({ file, text: read(file) ?? '' })),
  ];
  const { importers, tested, isCut } = neighboursOf({
    sources,
    changed: changed.map(({ path }) => path),
    tests: texts,
    read,
  });
  const wanted = new Set([...changed.map(({ path }) => path), ...importers, ...tested]);
  return {
    tree,
    sources: changed,
    importers,
    tests,
    isCut,
    files: sources.filter((file) => wanted.has(file)),
  };
}

/**
 * The project's own test runner.
 * @throws UserError if there is none, or its version is not supported
 */
export function runnerOf(root: string): RunnerPackage {
  return findRunner(root, readManifest(root));
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isDirectory() ? 'folder' : 'file';
}

/** Files that the user named one by one but that cannot be broken, with the reason. */
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

/** The error if no file in scope is a source. */
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

function only<T extends object>(files: readonly string[], byFile: Record<string, T>): Record<string, T> {
  return byName(
    files.flatMap((file) => {
      const found = own(byFile, file);
      return found === undefined ? [] : [[file, found] as const];
    }),
  );
}
