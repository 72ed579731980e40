import { relative } from 'node:path';
import { type ConfigFiles, findConfigFiles } from '../config/find.ts';
import { isCode, loadConfigFile } from '../config/load.ts';
import { readStrykerSettings, type StrykerSettings } from '../config/stryker.ts';
import { exitCodes, UserError } from '../errors.ts';
import { readOwnFile, readOwnSection } from './read.ts';
import type { OptionName } from './table.ts';

type ReadKeys = Partial<Record<OptionName, unknown>>;

/** What the configuration files of a project say. */
export interface Configuration {
  /** Absolute paths of those that there are. */
  files: string[];
  /** One of them is code, and was not run. */
  isNotRun: boolean;
  stryker: StrykerSettings;
  /** All that Stryker's file holds, for its plugins. */
  wholeStryker: Record<string, unknown>;
  /** Stryker's file relative to the root, empty if there is none. */
  strykerFile: string;
  /** realcov's own options, of both files. */
  own: ReadKeys;
  /** How messages call the place of an option: `realcov.outDir in stryker.conf.json`. */
  placeOf(name: OptionName): string;
}

interface Request {
  root: string;
  cwd: string;
  /** The file after `--config`. */
  asked: string | undefined;
  /** Whether a file that is code is run. */
  runsCode: boolean;
}

/**
 * Reads Stryker's configuration file and realcov's own, as far as there are any.
 * @throws UserError if one cannot be read, something in it does not fit, or both set the same option
 */
export async function readConfiguration({ root, cwd, asked, runsCode }: Request): Promise<Configuration> {
  const found = findConfigFiles(root, cwd, asked);
  const files = [found.own, found.stryker].filter((file) => file !== undefined);
  const read = async (file: string | undefined): Promise<Record<string, unknown>> =>
    file === undefined || (isCode(file) && !runsCode) ? {} : loadConfigFile(file);
  const shown = shownFiles(root, found);
  const wholeStryker = await read(found.stryker);
  const inSection = readOwnSection(wholeStryker.realcov, shown.stryker);
  const inFile = readOwnFile(await read(found.own), shown.own);
  refuseTwice(inSection, inFile, shown);
  return {
    files,
    isNotRun: !runsCode && files.some(isCode),
    stryker: readStrykerSettings(wholeStryker, shown.stryker),
    wholeStryker,
    strykerFile: shown.stryker,
    own: { ...inSection, ...inFile },
    placeOf: (name) => (name in inFile ? `${name} in ${shown.own}` : `realcov.${name} in ${shown.stryker}`),
  };
}

function shownFiles(root: string, { stryker, own }: ConfigFiles): Record<keyof ConfigFiles, string> {
  const shown = (file: string | undefined) => (file === undefined ? '' : relative(root, file));
  return { stryker: shown(stryker), own: shown(own) };
}

function refuseTwice(inSection: ReadKeys, inFile: ReadKeys, shown: Record<keyof ConfigFiles, string>): void {
  const twice = Object.keys(inSection).filter((name) => name in inFile);
  if (twice.length === 0) return;
  const names = twice.map((name) => `"${name}"`).join(', ');
  throw new UserError(
    exitCodes.usage,
    `${names}: set both in ${shown.own} and under "realcov" in ${shown.stryker}`,
    `remove ${twice.length === 1 ? 'it' : 'them'} from one of the two files`,
  );
}
