import module from 'node:module';
import { join, resolve } from 'node:path';
import { listFiles } from '../discover/listing.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { Lab, TestFile } from '../lab/lab.ts';
import type { JournalLine } from '../lab/protocol.ts';
import { hashOf } from '../lab/resume/inputs.ts';
import { PresentState } from '../lab/rows/present-state.ts';
import { RowRunner } from '../lab/rows/row-runner.ts';
import { type NotKept, RowStore } from '../lab/rows/row-store.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { isInside } from '../store/inside-root.ts';
import { keyVariable, ownKey } from '../store/own-key.ts';
import { ownFolders, stateFolder } from '../store/state-folder.ts';
import { relativeTo } from '../system/paths.ts';
import type { Breaks } from './breaks.ts';
import type { Notices } from './notices.ts';
import { baseOf } from './rows-base.ts';

/** Kept results, and what runs the rest. */
export interface Rows {
  runner: RowRunner;
  store: RowStore;
}

/**
 * Opens the cache of results. Undefined, with a notice, if nothing can be kept safely.
 * @param since when the audit read the first file, in milliseconds since 1970
 */
export async function openRows(
  lab: Lab,
  options: AuditOptions,
  breaks: Breaks,
  tests: readonly TestFile[],
  since: number,
  notices: Notices,
): Promise<Rows | undefined> {
  const { project, all } = breaks;
  const { root } = project;
  const key = ownKey(root);
  const refuse = (why: string): undefined =>
    notices.add({ kind: 'not-cached', message: `no results are kept: ${why}` }) as undefined;
  if (project.runner.name !== 'vitest') return refuse('that works for Vitest only so far');
  if (!('registerHooks' in module)) return refuse('that needs Node 22.15 or newer');
  if ('problem' in key) return refuse(`${key.problem}, or set ${keyVariable}`);
  const ours = [...ownFolders(options), cacheFolder(options)];
  const isOurs = (file: string) => ours.some((folder) => isInside(folder, join(root, file)));
  const listed = (await listFiles(root)).filter((file) => !isOurs(file));
  const base = await baseOf(lab, options, breaks, tests, listed);
  if (base === undefined) return refuse('what the configuration imports is not known');
  const byKey = new Map(all.map(({ key: name, file }) => [name, file]));
  const store = new RowStore({
    folder: rowsFolder(options),
    key: key.key,
    base,
    state: new PresentState(root, listed, madeOf(breaks)),
    since,
    pathOf: (name) => byKey.get(name),
  });
  const suites = tests.map(({ project: name, path }) => ({ project: name, file: relativeTo(root, path) }));
  if (options.verifyCache > 0) store.withhold(options.verifyCache, suites, options.seed ?? 0);
  return { store, runner: new RowRunner(lab, store, root) };
}

/** Of everything that is made of a source, a hash by its path. */
function madeOf({ all, files }: Breaks): Map<string, string> {
  const ids = new Map(files.map(({ file, mutants }) => [file, mutants.map(({ id }) => id)]));
  return new Map(all.map(({ file, original, code }) => [file, hashOf(original, code, ids.get(file))]));
}

/** The folder of kept results, absolute. */
export function rowsFolder(options: Pick<AuditOptions, 'root' | 'cacheDir'>): string {
  return join(cacheFolder(options), 'rows');
}

/** The folder of the cache, absolute. */
function cacheFolder({ root, cacheDir }: Pick<AuditOptions, 'root' | 'cacheDir'>): string {
  return resolve(root, cacheDir ?? join(stateFolder, 'cache'));
}

/**
 * Keeps what was learned, and says what was of use and what cannot be kept.
 * @throws UserError (incomplete) if a kept result was run again and is another one now: then nothing is kept
 */
export function keepRows({ store, runner }: Rows, notices: Notices): void {
  verify(store, notices);
  const notKept = store.save();
  if (runner.reused > 0) {
    const all = runner.reused + runner.ran;
    const message = `${runner.reused.toLocaleString('en')} of ${all.toLocaleString('en')} results are from the cache; --no-cache runs everything`;
    notices.add({ kind: 'cached', message });
  }
  const whole = notKept.filter(({ whole: isWhole }) => isWhole);
  for (const [group, what] of [
    [whole, 'no result'],
    [notKept.filter(({ whole: isWhole }) => !isWhole), 'not every result'],
  ] as const)
    if (group.length > 0)
      notices.add({
        kind: 'not-cached',
        message: `${what} of ${namesOf(group)} is kept: ${reasonsOf(group)}`,
      });
}

function verify(store: RowStore, notices: Notices): void {
  const { again, wrong } = store.verified;
  const [first] = wrong;
  if (first) {
    store.clear();
    throw new UserError(
      exitCodes.incomplete,
      `the cache is wrong about ${wrong.length} of ${again} results, among them ${describe(first)}`,
      'it was deleted: run the audit again, and please report this: something that the tests depend on is not seen',
    );
  }
  if (again > 0)
    notices.add({
      kind: 'cached',
      message: `${again} kept ${again === 1 ? 'result was' : 'results were'} run again: the same`,
    });
}

function describe({ file, then: [line] }: { file: string; then: JournalLine[] }): string {
  const mutant = line && 'mutant' in line ? ` with break ${line.mutant}` : '';
  return `${file}${line?.kind === 'pair' ? `, ${line.test}` : ''}${mutant}`;
}

const shownFiles = 3;

function namesOf(notKept: readonly NotKept[]): string {
  const names = notKept.map(({ file }) => file);
  const more = names.length - shownFiles;
  return more > 0 ? `${names.slice(0, shownFiles).join(', ')} and ${more} more` : names.join(', ');
}

const reasonWords: Record<NotKept['why'][number], string> = {
  clock: 'tests ask for the time',
  network: 'tests use the network',
  programs: 'tests start programs, threads or native code',
  folders: 'tests look through whole folders',
  modules: 'tests load modules that are no files',
};

function reasonsOf(notKept: readonly NotKept[]): string {
  return [...new Set(notKept.flatMap(({ why }) => why))].map((why) => reasonWords[why]).join(', ');
}
