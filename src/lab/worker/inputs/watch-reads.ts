import fs from 'node:fs';
import { before } from '../../../guard/before.ts';
import { givenPath, onlyWrites } from '../../elsewhere/given-path.ts';
import { isLoading } from '../../elsewhere/native-loads.ts';
import type { Untracked } from '../../protocol.ts';

interface ReadEvents {
  /** What is at this absolute path decides the result of a call. */
  onRead(path: string): void;
  /** The entries of this folder do. */
  onListed(path: string): void;
  onUntracked(what: Untracked): void;
}

/** Calls about one path, in all their forms. */
const oneFile =
  'readFile open stat lstat access exists realpath readlink copyFile createReadStream openAsBlob statfs'.split(
    ' ',
  );
const listings = ['readdir', 'opendir'];
/** Calls that look at many paths, or again and again. */
const others = ['cp', 'glob', 'watch', 'watchFile'];

/** Notes all files and folders that code in this process looks at by `node:fs`. */
export function watchReads({ onRead, onListed, onUntracked }: ReadEvents): void {
  const whenGiven = (note: (path: string) => void) => (args: readonly unknown[]) => {
    if (isLoading() || onlyWrites(args[1])) return undefined;
    const path = givenPath(args[0]);
    if (path !== undefined) note(path);
    return undefined;
  };
  const around = (name: string, check: (args: readonly unknown[]) => undefined) => {
    for (const [holder, full] of [
      [fs, name],
      [fs, `${name}Sync`],
      [fs.promises, name],
    ] as const)
      before(holder, full, check);
  };
  for (const name of oneFile) around(name, whenGiven(onRead));
  for (const name of listings)
    around(name, (args) =>
      isRecursive(args[1]) ? (onUntracked('folders') as undefined) : whenGiven(onListed)(args),
    );
  for (const name of others)
    around(name, () => {
      if (!isLoading()) onUntracked('folders');
      return undefined;
    });
}

function isRecursive(options: unknown): boolean {
  return (options as { recursive?: boolean } | null | undefined)?.recursive === true;
}
