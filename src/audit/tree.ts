import { createHash } from 'node:crypto';
import { projectState } from '../discover/state.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { ownFolders } from '../store/state-folder.ts';

type Place = Pick<AuditOptions, 'root' | 'outDir'>;

/** The present state of everything that a project depends on, without its own reports. */
export function stateOf(place: Place): Promise<string[]> {
  return projectState(place.root, ownFolders(place));
}

export function hashOfState(state: string[]): string {
  return createHash('sha256').update(state.join('\n')).digest('hex');
}

/** The `tree` of an audit of the project as it is now. */
export async function treeOf(place: Place): Promise<string> {
  return hashOfState(await stateOf(place));
}
