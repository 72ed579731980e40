import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Notice } from '../model/audit.ts';
import { findConfigFiles, isOwnFile, ownFileNames, strykerFileNames } from './find.ts';

const ours = /^\.?realcov(rc|\.(config|conf))?(\.(json|jsonc|yaml|yml|toml|[cm]?[jt]s))?$/;
const strykers = /^\.?stryker\.(conf|config)\.(json|[cm]?[jt]s)$/;

/**
 * Where somebody may have put options that are not read, each with what to do: nobody is to believe in a gate that is
 * not there.
 * @param manifest the project's package.json
 * @param read absolute paths of the configuration files that were read
 */
export function unreadConfigs(root: string, manifest: object, read: readonly string[]): Notice[] {
  const usual = findConfigFiles(root, root, undefined);
  // One that was named on the command line stands in for all others.
  const isNamed = read.some((file) => file !== usual.own && file !== usual.stryker);
  const names = read.map((file) => basename(file));
  const ownName = names.find(isOwnFile);
  const advice: Advice = {
    own: ownName,
    place:
      ownName !== undefined || names[0] === undefined
        ? `in ${ownName ?? 'realcov.config.json'}`
        : `under the key "realcov" in ${names[0]}`,
    stryker: names.find((name) => name !== ownName),
  };
  const files = readdirSync(root, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !names.includes(entry.name))
    .map(({ name }) => name)
    .sort();
  return [
    ...files
      .filter((name) => ours.test(name) && !(isNamed && ownFileNames.includes(name)))
      .map((name) => notice(name, ownAdvice(name, advice))),
    ...files
      .filter((name) => !isNamed && strykers.test(name))
      .map((name) => notice(name, strykerAdvice(name, advice))),
    ...('realcov' in manifest
      ? [notice('package.json', `its key "realcov" is not read: put these options ${advice.place}`)]
      : []),
  ];
}

interface Advice {
  /** The files that were read, if there were any. */
  own: string | undefined;
  stryker: string | undefined;
  /** Where options belong. */
  place: string;
}

function ownAdvice(name: string, { own, place }: Advice): string {
  if (own !== undefined && ownFileNames.includes(name))
    return `it is not read, for ${own} is: leave one of them, or name it with --config`;
  return `it is not read: put these options ${place}`;
}

function strykerAdvice(name: string, { stryker }: Advice): string {
  return strykerFileNames.includes(name) && stryker !== undefined
    ? `it is not read, for ${stryker} is: leave one of them, or name it with --config`
    : 'it is not read: write it as stryker.config.mjs or stryker.config.json';
}

function notice(file: string, message: string): Notice {
  return { kind: 'config-unread', file, message };
}
