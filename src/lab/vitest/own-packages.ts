import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Vitest's workers need no more of it than a small part, which has no dependencies. */
const notWithin = new Set(['vite']);
/** What makes documents is loaded before the first test file. */
const environments = ['jsdom', 'happy-dom', '@edge-runtime/vm'];

/** Folders of Vitest and of the packages that it is made of: what has to be the same for all that runs in a worker. */
export function ownPackages(runnerFolder: string): string[] {
  const folders = new Set<string>();
  const visit = (folder: string) => {
    if (folders.has(folder)) return;
    folders.add(folder);
    for (const name of dependenciesOf(folder)) {
      const found = packageFolder(name, folder);
      if (found && notWithin.has(name)) folders.add(found);
      else if (found) visit(found);
    }
  };
  visit(realpathSync(runnerFolder));
  for (const name of environments) {
    const found = packageFolder(name, runnerFolder);
    if (found) folders.add(found);
  }
  return [...folders];
}

function dependenciesOf(folder: string): string[] {
  try {
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    return Object.keys(dependencies ?? {});
  } catch {
    return [];
  }
}

/** Where Node finds the package from that folder. */
function packageFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(found)) return realpathSync(found);
    if (folder === dirname(folder)) return undefined;
  }
}
