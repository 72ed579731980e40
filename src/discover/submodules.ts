import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { git, parts } from './git.ts';

/**
 * The checked-out submodules below a folder, absolute. Git does not look into them by itself here, because it would
 * obey the settings of each. Links are not followed, because they could lead in a circle.
 */
export async function submodulesOf(folder: string): Promise<string[]> {
  const staged = await git(folder, ['ls-files', '-z', '--stage']);
  return parts(staged ?? '')
    .filter((entry) => entry.startsWith('160000 '))
    .map((entry) => join(realpathSync(folder), entry.slice(entry.indexOf('\t') + 1)))
    .filter((submodule) => existsSync(join(submodule, '.git')) && realpathSync(submodule) === submodule);
}
