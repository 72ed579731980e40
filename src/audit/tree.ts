import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { projectState } from '../discover/state.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { stateFolder } from '../store/state-folder.ts';

type Place = Pick<AuditOptions, 'root' | 'outDir'>;

/** What a project depends on at this moment, its own reports aside. */
export function stateOf({ root, outDir }: Place): Promise<string[]> {
  return projectState(root, [outDir, join(root, stateFolder)]);
}

export function hashOfState(state: string[]): string {
  return createHash('sha256').update(state.join('\n')).digest('hex');
}

/** What an audit of the project as it is now would have as `tree`. */
export async function treeOf(place: Place): Promise<string> {
  return hashOfState(await stateOf(place));
}
