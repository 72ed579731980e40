import { relative, resolve } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { isInside, writableWithin } from '../store/inside-root.ts';
import { stateFolder } from '../store/state-folder.ts';

interface OutDir {
  root: string;
  cwd: string;
  /** The folder of the command line, relative to the working directory. */
  given: string | undefined;
  /** That of the configuration file or the default, relative to the root. */
  otherwise: string;
  /** How messages call the place of the second. */
  place: string;
}

/**
 * The absolute path of the folder of the reports. Outside of the project only the command line may name one, and no link
 * of the project leads there.
 * @throws UserError otherwise
 */
export function outDirOf({ root, cwd, given, otherwise, place }: OutDir): string {
  const path = given === undefined ? resolve(root, otherwise) : resolve(cwd, given);
  if (!isInside(root, path)) {
    if (given !== undefined) return path;
    throw new UserError(
      exitCodes.usage,
      `${place} lies outside of the project: ${otherwise}`,
      'name the folder with --out-dir on the command line, or one in the project in the file',
    );
  }
  return writableWithin(root, relative(root, path), 'remove the link, or name another folder with --out-dir');
}

/** What realcov writes below its own folder. */
const kept = [
  'accepted.json',
  'history.jsonl',
  'run/ledger.jsonl',
  'live/progress.json',
  'live/verdicts.jsonl',
  'cache/model',
];

/**
 * Asked before anything else, so that no result is lost for want of a place.
 * @throws UserError if something of what realcov keeps would be written outside of the project
 */
export function checkKeptFiles(root: string): void {
  for (const name of kept) writableWithin(root, `${stateFolder}/${name}`);
}
