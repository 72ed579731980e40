import { execFile } from 'node:child_process';
import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { relativeTo } from '../system/paths.ts';
import { askGit, git, parts } from './git.ts';
import { gitEnvironment, safeArguments } from './git-safety.ts';

/** A file that differs from the base of a change. */
export interface ChangedFile {
  /** Relative to the root of the project, `/` as separator; it begins with `../` outside of it. */
  path: string;
  /** Its text in the base; absent if it did not exist. */
  before?: Content;
  /** Its text now; absent if it was deleted. */
  after?: Content;
  /** Its former path, if git says that it was renamed. */
  from?: string;
}

export interface Content {
  kind: 'file' | 'executable' | 'link';
  bytes: Buffer;
}

/** What differs, of the repository around a project. */
export interface Difference {
  files: ChangedFile[];
  /** Folders of submodules that are at another commit, relative to the root of the project: what is in them is another repository's. */
  submodules: string[];
  /** Files with conflicts that are not resolved. */
  unmerged: string[];
}

/**
 * All files of the repository around the project that differ from a commit: committed, staged, changed in the working
 * tree, or new. Without files that git ignores, and without submodules.
 * @param commit its hash
 * @returns the reason in git's words if git cannot tell
 */
export function changedFiles(
  root: string,
  commit: string,
  { isStaged = false, leftOut = [] }: { isStaged?: boolean; leftOut?: string[] } = {},
): Promise<Difference | { failed: string }> {
  return differing(root, [...(isStaged ? ['--cached'] : []), ...rawDiff, commit], { isStaged, leftOut });
}

/** The unstaged changes: before is the staged text, after the text in the working tree. */
export function unstagedFiles(root: string, leftOut: string[]): Promise<Difference | { failed: string }> {
  return differing(root, rawDiff, { isStaged: false, leftOut });
}

async function differing(
  root: string,
  what: readonly string[],
  { isStaged, leftOut }: { isStaged: boolean; leftOut: string[] },
): Promise<Difference | { failed: string }> {
  const diff = await askGit(root, ['diff', ...what, '--']);
  if ('failed' in diff) return diff;
  const prefix = ((await git(root, ['rev-parse', '--show-prefix'])) ?? '').trim();
  const top = join(root, posix.relative(prefix, '') || '.');
  const others = isStaged
    ? { printed: '' }
    : await askGit(top, ['ls-files', '-z', '--others', '--exclude-standard']);
  if ('failed' in others) return others;
  const all = rawEntries(diff.printed);
  const entries = all.filter(({ modes, isUnmerged }) => !modes.includes(submodule) && !isUnmerged);
  const objects = await readObjects(
    root,
    entries.flatMap(({ ids }) => ids),
  );
  // Git also gives the hash of a file that was renamed and edited: it is not stored yet, but the file is there.
  const mayBeOnDisk = isStaged ? new Set<string>() : new Set(entries.map(({ ids }) => ids[1]));
  const missing = objects.missing.find((id) => !mayBeOnDisk.has(id));
  if (missing !== undefined) return { failed: `object ${missing} is missing` };
  const nameOf = (path: string) => posix.relative(prefix || '.', path);
  const contentOf = (mode: string, id: string, path: string): Content | undefined => {
    if (mode === absent) return undefined;
    const kind = kinds[mode] ?? 'file';
    const bytes = objects.found.get(id) ?? bytesOf(join(top, path), kind);
    return bytes && { kind, bytes };
  };
  const tracked = entries.flatMap(({ modes, ids, paths: [path, to] }): ChangedFile[] => {
    const before = contentOf(modes[0], ids[0], path);
    const after = contentOf(modes[1], ids[1], to ?? path);
    if (to === undefined) return [withSides(nameOf(path), before, after)];
    return [
      withSides(nameOf(path), before, undefined),
      { ...withSides(nameOf(to), undefined, after), from: nameOf(path) },
    ];
  });
  const added = parts(others.printed).flatMap((path): ChangedFile[] => {
    const stat = lstatSync(join(top, path), { throwIfNoEntry: false });
    // Such a file is data, and no part of a change.
    if (!stat || stat.size > maxUntrackedBytes) return [];
    const kind = stat.isSymbolicLink() ? 'link' : 'file';
    // Such as the packages of another folder.
    if (kind === 'link' && !statSync(join(top, path), { throwIfNoEntry: false })?.isFile()) return [];
    const bytes = bytesOf(join(top, path), kind);
    return bytes ? [{ path: nameOf(path), after: { kind, bytes } }] : [];
  });
  const own = leftOut.map((folder) => `${relativeTo(root, folder)}/`);
  const isOwn = ({ path }: ChangedFile) => own.some((folder) => path.startsWith(folder));
  const changed = [...tracked, ...added].filter((file) => isChanged(file) && !isOwn(file));
  return {
    files: changed.sort((a, b) => (a.path < b.path ? -1 : 1)),
    unmerged: all.flatMap(({ isUnmerged, paths }) => (isUnmerged ? [nameOf(paths[0])] : [])),
    submodules: all.flatMap(({ modes, paths }) => (modes.includes(submodule) ? [nameOf(paths.at(-1)!)] : [])),
  };
}

/** Git also lists files that were only touched. */
function isChanged({ before, after }: ChangedFile): boolean {
  if (!before || !after) return before !== undefined || after !== undefined;
  return before.kind !== after.kind || !before.bytes.equals(after.bytes);
}

/** Larger files that git does not track are left out. */
const maxUntrackedBytes = 2 ** 24;

const rawDiff = ['--raw', '-z', '--no-abbrev', '--find-renames', '--no-ext-diff', '--no-textconv'];
const absent = '000000';
const submodule = '160000';
const kinds: Record<string, Content['kind']> = { '100755': 'executable', '120000': 'link' };

function withSides(path: string, before: Content | undefined, after: Content | undefined): ChangedFile {
  return { path, ...(before && { before }), ...(after && { after }) };
}

interface RawEntry {
  modes: [before: string, after: string];
  ids: [before: string, after: string];
  paths: [path: string, to?: string];
  isUnmerged: boolean;
}

/** What `git diff --raw -z` prints. Format: git-diff(1), "raw output format". */
function rawEntries(printed: string): RawEntry[] {
  const fields = parts(printed);
  const entries: RawEntry[] = [];
  for (let at = 0; at < fields.length; ) {
    const [modeBefore = '', modeAfter = '', idBefore = '', idAfter = '', status = ''] = (fields[at++] ?? '')
      .slice(1)
      .split(' ');
    const path = fields[at++] ?? '';
    const isMoved = /^[RC]/.test(status);
    entries.push({
      modes: [modeBefore, modeAfter],
      ids: [idBefore, idAfter],
      paths: isMoved ? [path, fields[at++] ?? ''] : [path],
      isUnmerged: status.startsWith('U'),
    });
  }
  return entries;
}

/** Undefined for a folder (a repository within), and for a file that was removed in the meantime. Of a link where it leads. */
function bytesOf(path: string, kind: Content['kind']): Buffer | undefined {
  try {
    return kind === 'link' ? readlinkSync(path, 'buffer') : readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Contents of git objects by their ids, read at once. Format: git-cat-file(1), `--batch`. */
async function readObjects(
  root: string,
  ids: readonly string[],
): Promise<{ found: Map<string, Buffer>; missing: string[] }> {
  const wanted = [...new Set(ids)].filter((id) => !/^0+$/.test(id));
  const found = new Map<string, Buffer>();
  const missing: string[] = [];
  if (wanted.length === 0) return { found, missing };
  const running = promisify(execFile)('git', [...safeArguments, 'cat-file', '--batch'], {
    cwd: root,
    env: gitEnvironment(),
    maxBuffer: 2 ** 30,
    encoding: 'buffer',
  });
  running.child.stdin?.end(`${wanted.join('\n')}\n`);
  const { stdout } = await running;
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(10, at);
    const [id = '', type = '', size = ''] = stdout.toString('utf8', at, end).split(' ');
    if (type === 'missing') {
      missing.push(id);
      at = end + 1;
      continue;
    }
    found.set(id, stdout.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return { found, missing };
}
