import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Notice } from '../model/audit.ts';
import { configFileNames, findConfigFile } from './find.ts';

const ours = /^\.?realcov(rc|\.(config|conf))?(\.(json|jsonc|yaml|yml|toml|[cm]?[jt]s))?$/;
const strykers = /^\.?stryker\.(conf|config)\.(json|[cm]?[jt]s)$/;

/**
 * Where somebody may have put options that are not read, each with what to do: nobody is to believe in a gate that is
 * not there.
 * @param manifest the project's package.json
 * @param read absolute path of the configuration file that was read
 */
export function unreadConfigs(root: string, manifest: object, read: string | undefined): Notice[] {
  // One that was named on the command line stands in for all others.
  const isNamed = read !== findConfigFile(root, root, undefined);
  const place = `under the key "realcov" in ${read === undefined ? 'stryker.conf.json' : basename(read)}`;
  const files = readdirSync(root, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && entry.name !== (read && basename(read)))
    .map(({ name }) => name)
    .sort();
  return [
    ...files
      .filter((name) => ours.test(name))
      .map((name) => notice(name, `it is not read: put these options ${place}`)),
    ...files
      .filter((name) => !isNamed && strykers.test(name))
      .map((name) =>
        notice(
          name,
          configFileNames.includes(name) && read !== undefined
            ? `it is not read, for ${basename(read)} is: leave one of them, or name it with --config`
            : 'it is not read: write it as stryker.config.mjs or stryker.config.json',
        ),
      ),
    ...('realcov' in manifest
      ? [notice('package.json', `its key "realcov" is not read: put these options ${place}`)]
      : []),
  ];
}

function notice(file: string, message: string): Notice {
  return { kind: 'config-unread', file, message };
}
