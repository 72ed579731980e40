import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { applyPatch, parsePatch, reversePatch, type StructuredPatch } from 'diff';
import { exitCodes, UserError } from '../errors.ts';
import { readPlainFile } from '../system/plain-file.ts';
import type { ChangedFile, Content } from './changed-files.ts';
import { git } from './git.ts';

/**
 * The change of a patch that was applied to the project: a unified diff, as `git diff` prints it, with paths from the
 * top of the repository.
 * @param file absolute path of the patch
 * @throws UserError if it cannot be read, or does not fit the files
 */
export async function readPatch(root: string, file: string, name: string): Promise<ChangedFile[]> {
  const prefix = ((await git(root, ['rev-parse', '--show-prefix'])) ?? '').trim();
  const patches = parsed(file, name);
  return patches.flatMap((patch): ChangedFile[] => {
    const [before, after] = [pathOf(patch.oldFileName), pathOf(patch.newFileName)];
    for (const side of [before, after])
      if (side !== undefined && /^(\.\.\/|\/)/.test(side)) throw doesNotFit(name, side);
    const path = posix.relative(prefix || '.', after ?? before ?? '');
    const now = after === undefined ? undefined : contentOf(join(root, path));
    if (after !== undefined && !now) throw doesNotFit(name, path);
    const then = before === undefined ? undefined : undone(patch, now, path, name);
    const isMoved = before !== undefined && after !== undefined && before !== after;
    const change: ChangedFile = {
      path,
      ...(then && !isMoved && { before: then }),
      ...(now && { after: now }),
    };
    if (!isMoved) return [change];
    const from = posix.relative(prefix || '.', before);
    return [
      { path: from, ...(then && { before: then }) },
      { ...change, from },
    ];
  });
}

function parsed(file: string, name: string): StructuredPatch[] {
  let text: string;
  try {
    text = readPlainFile(file);
  } catch {
    throw new UserError(
      exitCodes.usage,
      `--diff: there is no file ${name}`,
      'git diff main > change.diff makes one',
    );
  }
  const patches = parsePatch(text).filter(({ oldFileName, newFileName }) => oldFileName ?? newFileName);
  if (patches.length > 0 || text.trim() === '') return patches;
  throw new UserError(
    exitCodes.usage,
    `--diff: ${name} is no unified diff`,
    'git diff main > change.diff makes one',
  );
}

/** Undefined if there is no file on that side. */
function pathOf(name: string | undefined): string | undefined {
  if (name === undefined || name === '/dev/null') return undefined;
  return posix.normalize(name.replace(/^[ab]\//, ''));
}

function contentOf(path: string): Content | undefined {
  try {
    return { kind: 'file', bytes: readFileSync(path) };
  } catch {
    return undefined;
  }
}

function undone(patch: StructuredPatch, now: Content | undefined, path: string, name: string): Content {
  const text = applyPatch(String(now?.bytes ?? ''), reversePatch(patch));
  if (text === false) throw doesNotFit(name, path);
  return { kind: 'file', bytes: Buffer.from(text) };
}

function doesNotFit(name: string, path: string): UserError {
  return new UserError(
    exitCodes.usage,
    `--diff: ${path} is not what ${name} makes of it`,
    `apply the patch first: git apply ${name}`,
  );
}
