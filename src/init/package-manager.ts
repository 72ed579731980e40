import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** What manages the packages of a project. */
export interface Packages {
  manager: PackageManager;
  /** Absolute path of the folder to install in: that of the lock file, else the project's own. */
  folder: string;
  /** Name of the lock file. */
  lockFile: string | undefined;
}

const lockFiles: Record<string, PackageManager> = {
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
};

/** By the nearest lock file from the project upwards, no further than the repository; npm where there is none. */
export function packagesOf(root: string, repository: string | undefined): Packages {
  for (const folder of foldersUpTo(root, repository ?? root)) {
    const name = Object.keys(lockFiles).find((file) => existsSync(join(folder, file)));
    if (name !== undefined) return { manager: lockFiles[name]!, folder, lockFile: name };
  }
  return { manager: 'npm', folder: root, lockFile: undefined };
}

function foldersUpTo(from: string, last: string): string[] {
  return from === last || dirname(from) === from ? [from] : [from, ...foldersUpTo(dirname(from), last)];
}

/** The commands of each, as somebody types them in the project. */
export const managerCommands: Record<PackageManager, { add: string; run: string; exec: string }> = {
  npm: { add: 'npm install --save-dev', run: 'npm run', exec: 'npx' },
  pnpm: { add: 'pnpm add --save-dev', run: 'pnpm run', exec: 'pnpm exec' },
  // `yarn <name>` runs a script of that name before a program.
  yarn: { add: 'yarn add --dev', run: 'yarn run', exec: 'npx' },
  bun: { add: 'bun add --dev', run: 'bun run', exec: 'bunx' },
};
