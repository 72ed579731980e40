import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Vitest's workers need only a small part of it, which has no dependencies. */
const notWithin = new Set(['vite']);
/** Libraries that create documents are loaded before the first test file. */
const environments = ['jsdom', 'happy-dom', '@edge-runtime/vm'];

/** Folders of Vitest and its packages, which must be loaded only once in a worker. */
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

/** The folder in which Node finds the package, seen from another folder. */
function packageFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(found)) return realpathSync(found);
    if (folder === dirname(folder)) return undefined;
  }
}
